#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "event/record.h"
#include "journal/memory_log.h"

namespace chepiao::test {

// A log in memory whose appends fail or wait where the test says, and which remembers which orders
// are durable.
class staged_log final : public journal::log {
 public:
  enum class fate : std::uint8_t {
    durable,
    lost,        // the process dies before the row is written
    unanswered,  // the process dies after the row is written, before that is known
    no_room,
  };
  // What happens to the n-th append (from 1).
  using plan = std::function<fate(std::uint64_t n)>;

  explicit staged_log(std::shared_ptr<journal::memory_disk> disk, plan p = {})
      : inner_{std::move(disk)}, plan_{std::move(p)} {}

  journal::position end() const override { return inner_.end(); }
  journal::position begin_epoch(instant at, std::string const& writer) override {
    return inner_.begin_epoch(at, writer);
  }

  journal::position append(instant at,
                           std::uint32_t records,
                           std::span<std::byte const> payload) override {
    auto lock = std::unique_lock{mutex_};
    ++appends_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
    auto const how = plan_ ? plan_(appends_) : fate::durable;
    if (how == fate::lost) {
      throw journal::append_failed{"lost"};
    }
    if (how == fate::no_room) {
      throw journal::storage_full{"no room"};
    }
    auto const end = inner_.append(at, records, payload);
    for (auto const& r : decode(payload)) {
      if (r.result) {
        durable_.insert(r.result->order);
      }
    }
    if (how == fate::unanswered) {
      throw journal::append_failed{"unanswered"};
    }
    return end;
  }

  void read_after(std::uint64_t seq,
                  std::function<void(journal::row const&)> const& visit) override {
    inner_.read_after(seq, visit);
  }
  std::optional<journal::position> find(std::uint64_t seq) override { return inner_.find(seq); }

  // Appends wait inside the log until released.
  void hold() {
    auto const lock = std::lock_guard{mutex_};
    open_ = false;
  }
  void let_go() {
    auto const lock = std::lock_guard{mutex_};
    open_ = true;
    changed_.notify_all();
  }
  void wait_for_append(std::uint64_t n) {
    auto lock = std::unique_lock{mutex_};
    changed_.wait(lock, [&] { return appends_ >= n; });
  }
  bool is_durable(order_id order) {
    auto const lock = std::lock_guard{mutex_};
    return durable_.contains(order);
  }

 private:
  journal::memory_log inner_;
  plan plan_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t appends_ = 0;
  bool open_ = true;
  std::set<order_id> durable_;
};

}  // namespace chepiao::test
