#pragma once

#include <atomic>

#include "base/clock.h"

namespace chepiao::test {

// A clock that stands still until the test moves it. Any thread.
class manual_clock final : public clock {
 public:
  explicit manual_clock(instant start = instant{milliseconds{1'795'300'000'000}})
      : now_ms_{start.time_since_epoch().count()} {}

  instant now() const override { return instant{milliseconds{now_ms_.load()}}; }
  void set(instant now) { now_ms_.store(now.time_since_epoch().count()); }
  void advance(milliseconds by) { now_ms_.fetch_add(by.count()); }

 private:
  std::atomic<milliseconds::rep> now_ms_;
};

}  // namespace chepiao::test
