#include "pipeline/snapshot_thread.h"

#include <system_error>
#include <utility>

#include "base/hash.h"

namespace chepiao {

void snapshot_thread::start() {
  thread_ = std::thread{[this] { run(); }};
}

void snapshot_thread::stop() {
  {
    auto const lock = std::lock_guard{mutex_};
    stopping_ = true;
  }
  bell_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void snapshot_thread::write_later(std::vector<std::byte> state, journal::position const& at) {
  {
    auto const lock = std::lock_guard{mutex_};
    next_ = job{.state = std::move(state), .at = at};
  }
  bell_.notify_one();
}

void snapshot_thread::write(std::vector<std::byte> const& state, journal::position const& at) {
  try {
    folder_.write({.at = at, .state_root = sha256_of(state), .state = state}, kept_);
    written_.fetch_add(1, std::memory_order_relaxed);
  } catch (std::system_error const&) {
    // Snapshots save time only: the next one is tried when it is due.
    failed_.fetch_add(1, std::memory_order_relaxed);
  }
}

void snapshot_thread::run() {
  for (;;) {
    auto work = std::optional<job>{};
    {
      auto lock = std::unique_lock{mutex_};
      bell_.wait(lock, [&] { return next_ || stopping_; });
      work = std::exchange(next_, std::nullopt);
    }
    if (!work) {
      return;
    }
    write(work->state, work->at);
    busy_.store(false, std::memory_order_release);
  }
}

}  // namespace chepiao
