#pragma once

#include <memory>
#include <vector>

#include "journal/journal.h"

namespace chepiao::journal {

// Rows in memory: what outlives a log, as a disk does.
struct memory_disk {
  std::uint32_t book = 1;
  std::vector<row> rows;
};

// A log without files, for tests and the simulator. Several logs on one disk fence each other as
// two processes on one database do.
class memory_log final : public log {
 public:
  explicit memory_log(std::shared_ptr<memory_disk>);

  position end() const override { return end_; }
  position begin_epoch(instant at, std::string const& writer) override;
  position append(instant at, std::uint32_t records, std::span<std::byte const> payload) override;
  void read_after(std::uint64_t seq, std::function<void(row const&)> const& visit) override;
  std::optional<position> find(std::uint64_t seq) override;

 private:
  void put(row, std::span<std::byte const> payload);

  std::shared_ptr<memory_disk> disk_;
  position end_;
  bool began_ = false;
};

}  // namespace chepiao::journal
