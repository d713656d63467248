#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "journal/journal.h"

namespace chepiao::journal {

// Another process (or another log of this one) has the journal open.
class journal_in_use : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct sqlite_log_options {
  std::uint32_t book = 1;
  std::string vfs{};  // SQLite's default when empty; tests name one that injects faults
};

// The log in DIR/journal.db, see docs/journal-format.md. One connection, exclusive: nobody else can
// open the file. Used by one thread at a time.
class sqlite_log final : public log {
 public:
  // Opens or creates, and checks the last row and the mark. The folder must exist. Throws
  // journal_in_use, unusable_storage, corrupt_journal, storage_full, sqlite::error,
  // std::system_error.
  explicit sqlite_log(std::filesystem::path const& data_folder, sqlite_log_options = {});
  ~sqlite_log() override;

  position end() const override;
  position begin_epoch(instant at, std::string const& writer) override;
  position append(instant at, std::uint32_t records, std::span<std::byte const> payload) override;
  void read_after(std::uint64_t seq, std::function<void(row const&)> const& visit) override;
  std::optional<position> find(std::uint64_t seq) override;
  void keep_house(lull) override;
  void backup_to(std::filesystem::path const& target) override;

  // Checks the database file itself, page by page; takes as long as reading all of it. Throws
  // corrupt_journal.
  void check_file();

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao::journal
