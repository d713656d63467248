#include "base/steady_wall_clock.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "test/support/manual_clock.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;

struct manual_stopwatch final : stopwatch {
  milliseconds elapsed() const override {
    auto const now = passed;
    passed += std::exchange(pause_after, 0ms);
    return now;
  }
  mutable milliseconds passed{12'345};
  mutable milliseconds pause_after{0};  // the next reading
};

struct rig {
  test::manual_clock wall{instant{milliseconds{1'795'300'000'000}}};
  manual_stopwatch steady;
  std::vector<milliseconds> told;
  steady_wall_clock guarded{wall, steady, [this](milliseconds ahead) { told.push_back(ahead); }};
  instant const begin = wall.now();

  // Time passes, and the wall clock goes with it.
  milliseconds pass(milliseconds by) {
    wall.advance(by);
    steady.passed += by;
    return guarded.now() - begin;
  }
};

TEST(steady_wall_clock, is_the_wall_clock_as_long_as_that_only_runs) {
  auto r = rig{};
  EXPECT_EQ(r.guarded.now(), r.begin);
  EXPECT_EQ(r.pass(1h), 1h);
  EXPECT_EQ(r.guarded.jumps(), 0U);
}

TEST(steady_wall_clock, follows_small_corrections_for_as_long_as_they_go_on) {
  auto r = rig{};
  for (auto i = 0; i < 1000; ++i) {
    r.wall.advance(100ms);
    r.pass(500ms);
  }
  EXPECT_EQ(r.guarded.now(), r.wall.now());
  r.wall.advance(-5s);
  EXPECT_EQ(r.guarded.now(), r.wall.now());
  EXPECT_TRUE(r.told.empty());
}

TEST(steady_wall_clock, does_not_follow_a_jump_forward) {
  auto r = rig{};
  r.pass(10s);
  r.wall.advance(1h);
  EXPECT_EQ(r.guarded.now() - r.begin, 10s);
  EXPECT_EQ(r.pass(20s), 30s);
  EXPECT_EQ(r.told, std::vector{milliseconds{1h}});
  EXPECT_EQ(r.guarded.jumps(), 1U);
}

TEST(steady_wall_clock, does_not_follow_a_jump_back) {
  auto r = rig{};
  r.wall.advance(-365 * 24h);
  EXPECT_EQ(r.guarded.now(), r.begin);
  EXPECT_EQ(r.pass(1s), 1s);
  EXPECT_EQ(r.told, std::vector{milliseconds{-365 * 24h}});
}

TEST(steady_wall_clock, counts_every_jump_and_follows_again_when_the_clock_is_set_right) {
  auto r = rig{};
  r.wall.advance(1h);
  r.guarded.now();
  r.wall.advance(24h);
  EXPECT_EQ(r.guarded.now(), r.begin);
  EXPECT_EQ(r.guarded.jumps(), 2U);
  r.wall.advance(-25h + 200ms);
  EXPECT_EQ(r.guarded.now() - r.begin, 200ms);
  EXPECT_EQ(r.pass(1s), 1s + 200ms);
  EXPECT_EQ(r.guarded.jumps(), 2U);
}

TEST(steady_wall_clock, a_step_just_above_the_limit_is_a_jump) {
  auto r = rig{};
  r.wall.advance(steady_wall_clock::kJumpMin + 1ms);
  EXPECT_EQ(r.guarded.now(), r.begin);
}

// Stopped by a signal between its two readings: no clock was set.
TEST(steady_wall_clock, a_pause_of_the_process_is_no_jump) {
  auto r = rig{};
  r.steady.pause_after = 10min;
  r.wall.advance(10min);
  EXPECT_EQ(r.guarded.now() - r.begin, 10min);
  EXPECT_EQ(r.guarded.jumps(), 0U);
}

TEST(steady_wall_clock, the_machines_stopwatch_goes_on) {
  auto const steady = system_stopwatch{};
  auto const before = steady.elapsed();
  EXPECT_GT(before, 0ms);
  while (steady.elapsed() == before) {
  }
  EXPECT_GT(steady.elapsed(), before);
}

}  // namespace
}  // namespace chepiao
