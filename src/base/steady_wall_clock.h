#pragma once

#include <atomic>
#include <functional>

#include "base/clock.h"

namespace chepiao {

// Time that only passes: from any beginning, by the same for everybody, never set.
class stopwatch {
 public:
  virtual ~stopwatch() = default;
  virtual milliseconds elapsed() const = 0;
};

// The machine's, which runs on while the machine sleeps.
class system_stopwatch final : public stopwatch {
 public:
  milliseconds elapsed() const override;
};

// Wall time that cannot be set under a running program. It follows the wall clock while that goes
// as a stopwatch does, small corrections included. Once the wall clock has jumped, forward or back,
// it goes on by the stopwatch alone, until the wall clock agrees with it again (somebody has set it
// right) or the process ends. Any thread.
class steady_wall_clock final : public clock {
 public:
  static constexpr auto kJumpMin = milliseconds{5'000};  // what is less is a correction

  // Called once for each jump, on the thread that noticed it: by how far the wall clock is now
  // ahead of this one.
  using on_jump = std::function<void(milliseconds ahead)>;

  // Both outlive it. The wall clock's time of this moment is believed.
  steady_wall_clock(clock const& wall, stopwatch const&, on_jump);

  instant now() const override;
  std::uint64_t jumps() const override { return jumps_.load(std::memory_order_relaxed); }

 private:
  struct glance {
    milliseconds elapsed{};
    milliseconds offset{};  // of the wall clock from the stopwatch
  };
  glance look() const;

  clock const& wall_;
  stopwatch const& steady_;
  on_jump on_jump_;
  std::atomic<milliseconds> mutable trusted_;  // offset: the last one that was no jump
  std::atomic<milliseconds> mutable seen_;     // the last one
  std::atomic<std::uint64_t> mutable jumps_ = 0;
};

}  // namespace chepiao
