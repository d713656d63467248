#include "pipeline/decoded_rows.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <pthread.h>

#include "base/bytes.h"

namespace chepiao {
namespace {

// Fewer are read sooner than a thread is made.
constexpr auto kManyRows = std::uint64_t{1024};
// Handed over together, so that neither thread wakes the other for each row.
constexpr auto kRecordsTogether = std::size_t{512};
constexpr auto kHandfulsAhead = std::size_t{8};

using handful = std::vector<decoded_row>;

struct stopped {};

decoded_row decoded(journal::row const& r) {
  auto out = decoded_row{.seq = r.seq, .bytes = 0, .records = {}};
  if (r.kind != journal::row_kind::data) {
    return out;
  }
  out.bytes = r.payload.size();
  try {
    out.records = decode(r.payload);
  } catch (corrupt_bytes const& e) {
    throw journal::corrupt_journal{r.seq, e.what()};
  }
  return out;
}

// Between the thread that reads and the one that uses.
class conveyor {
 public:
  // Throws `stopped` when nobody takes any more.
  void put(handful&& rows) {
    auto lock = std::unique_lock{mutex_};
    room_.wait(lock, [&] { return ready_.size() < kHandfulsAhead || is_stopped_; });
    if (is_stopped_) {
      throw stopped{};
    }
    ready_.push_back(std::move(rows));
    news_.notify_one();
  }
  void end(std::exception_ptr why) {
    auto const lock = std::lock_guard{mutex_};
    why_ = std::move(why);
    is_ended_ = true;
    news_.notify_one();
  }
  // Nothing at the end. Throws why it ended, if it was not the journal's end.
  std::optional<handful> take() {
    auto lock = std::unique_lock{mutex_};
    news_.wait(lock, [&] { return !ready_.empty() || is_ended_; });
    if (ready_.empty()) {
      if (why_) {
        std::rethrow_exception(why_);
      }
      return std::nullopt;
    }
    auto rows = std::move(ready_.front());
    ready_.pop_front();
    room_.notify_one();
    return rows;
  }
  void stop() {
    auto const lock = std::lock_guard{mutex_};
    is_stopped_ = true;
    room_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable news_;
  std::deque<handful> ready_;
  std::exception_ptr why_;
  bool is_ended_ = false;
  bool is_stopped_ = false;
};

void put_rows_of(journal::log& log, std::uint64_t after, conveyor& belt) {
  auto rows = handful{};
  auto records = std::size_t{0};
  auto const hand_over = [&] {
    belt.put(std::exchange(rows, {}));
    records = 0;
  };
  try {
    log.read_after(after, [&](journal::row const& r) {
      rows.push_back(decoded(r));
      records += 1 + rows.back().records.size();
      if (records >= kRecordsTogether) {
        hand_over();
      }
    });
  } catch (journal::corrupt_journal const&) {
    auto const why = std::current_exception();
    hand_over();
    std::rethrow_exception(why);
  }
  hand_over();
}

// Ends whatever happens to who uses the rows.
class reading_thread {
 public:
  reading_thread(journal::log& log, std::uint64_t after)
      : thread_{[this, &log, after] { read(log, after); }} {
    ::pthread_setname_np(thread_.native_handle(), "read-journal");
  }
  ~reading_thread() {
    belt_.stop();
    thread_.join();
  }
  std::optional<handful> take() { return belt_.take(); }

 private:
  void read(journal::log& log, std::uint64_t after) {
    auto why = std::exception_ptr{};
    try {
      put_rows_of(log, after, belt_);
    } catch (...) {  // handed to the thread that waits
      why = std::current_exception();
    }
    belt_.end(std::move(why));
  }

  conveyor belt_;
  std::thread thread_;
};

}  // namespace

void read_decoded(journal::log& log,
                  std::uint64_t after,
                  std::function<void(decoded_row&&)> const& use) {
  if (log.end().seq < after + kManyRows) {
    log.read_after(after, [&](journal::row const& r) { use(decoded(r)); });
    return;
  }
  auto reader = reading_thread{log, after};
  while (auto rows = reader.take()) {
    for (auto& each : *rows) {
      use(std::move(each));
    }
  }
}

}  // namespace chepiao
