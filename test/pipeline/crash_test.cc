#include <map>

#include <gtest/gtest.h>

#include "base/hash.h"
#include "engine/engine.h"
#include "pipeline/pipeline.h"
#include "rig.h"

namespace chepiao {
namespace {

using test::durable_things;
using test::find_order;
using test::hold_of;
using test::keyed;
using test::life;
using test::staged_log;
using test::submit;

constexpr auto kCommands = std::uint64_t{40};

// Every third command pays for the order before it.
command nth(std::uint64_t n) {
  if (n % 3 == 0) {
    auto const before = hold_of(n - 1);
    return keyed(n, pay_order{before.order, before.account, {}});
  }
  return keyed(n, hold_of(n));
}

// Asks all commands, waits for all answers; those that were told "yes".
std::map<std::uint64_t, reply> ask_all(pipeline& sales) {
  auto asked = std::map<std::uint64_t, std::future<result<reply>>>{};
  for (auto n = std::uint64_t{1}; n <= kCommands; ++n) {
    asked.emplace(n, submit(sales, nth(n)));
  }
  auto told = std::map<std::uint64_t, reply>{};
  for (auto& [n, answer] : asked) {
    if (auto r = answer.get()) {
      told.emplace(n, *std::move(r));
    }
  }
  return told;
}

std::size_t records_on(journal::memory_disk const& disk) {
  auto n = std::size_t{0};
  for (auto const& r : disk.rows) {
    n += r.records;
  }
  return n;
}

void crash_at_append(std::uint64_t kill_at, staged_log::fate how, std::size_t batch_max) {
  auto things = durable_things{};
  auto options = pipeline_options{};
  options.batch_records_max = batch_max;
  auto told = std::map<std::uint64_t, reply>{};
  {
    auto fatal = 0;
    auto dying = life{
        things, [&](std::uint64_t n) { return n == kill_at ? how : staged_log::fate::durable; },
        options};
    dying.sales.on_fatal([&](std::string const&) { ++fatal; });
    dying.sales.start();
    told = ask_all(dying.sales);
    EXPECT_FALSE(dying.sales.ready());
    dying.sales.stop();
    EXPECT_EQ(fatal, 1);
  }
  EXPECT_LT(told.size(), kCommands);
  auto const before = records_on(*things.disk);
  EXPECT_GE(before, told.size());
  auto next = life{things};
  next.sales.start();
  for (auto const& [n, answer] : told) {
    auto again = submit(next.sales, nth(n)).get();
    ASSERT_TRUE(again) << n;
    EXPECT_TRUE(again->replayed) << n;
    EXPECT_EQ(again->order.status, answer.order.status);
    EXPECT_EQ(again->order.tickets, answer.order.tickets);
  }
  // Everybody retries: what was decided is told again, the rest is decided now, nothing twice.
  auto const all = ask_all(next.sales);
  EXPECT_EQ(all.size(), kCommands);
  next.sales.stop();
  EXPECT_EQ(records_on(*things.disk), kCommands);
}

TEST(crash, before_an_append_loses_nothing_told) {
  for (auto n = std::uint64_t{1}; n <= 5; ++n) {
    crash_at_append(n, staged_log::fate::lost, 4);
  }
  crash_at_append(1, staged_log::fate::lost, 1024);
}

TEST(crash, after_an_append_before_that_is_known_loses_nothing_told) {
  for (auto n = std::uint64_t{1}; n <= 5; ++n) {
    crash_at_append(n, staged_log::fate::unanswered, 4);
  }
  crash_at_append(1, staged_log::fate::unanswered, 1024);
}

// The row is durable, the reply got lost on its way: the client only knows its key.
TEST(crash, after_the_append_before_the_reply_decides_once) {
  auto things = durable_things{};
  {
    auto dying = life{things};
    dying.sales.start();
    dying.sales.submit(nth(1), [](result<reply> const&) {});
    ASSERT_TRUE(submit(dying.sales, nth(2)).get());
  }
  auto next = life{things};
  next.sales.start();
  EXPECT_TRUE(submit(next.sales, nth(1)).get()->replayed);
  EXPECT_EQ(records_on(*things.disk), 2U);
}

TEST(crash, nothing_is_answered_after_a_failed_append) {
  auto things = durable_things{};
  auto dying = life{things, [](std::uint64_t n) {
                      return n == 2 ? staged_log::fate::lost : staged_log::fate::durable;
                    }};
  dying.sales.on_fatal([](std::string const&) {});
  dying.sales.start();
  ASSERT_TRUE(submit(dying.sales, nth(1)).get());
  EXPECT_EQ(submit(dying.sales, nth(2)).get().error().code, refusal_code::stopping);
  EXPECT_EQ(submit(dying.sales, nth(4)).get().error().code, refusal_code::stopping);
  EXPECT_EQ(find_order(dying.sales, 1).get().error().code, refusal_code::stopping);
  EXPECT_EQ(things.disk->rows.size(), 2U);
}

TEST(crash, a_fenced_writer_stops) {
  auto things = durable_things{};
  auto old = life{things};
  auto fatal = std::promise<std::string>{};
  old.sales.on_fatal([&](std::string const& why) { fatal.set_value(why); });
  old.sales.start();
  ASSERT_TRUE(submit(old.sales, nth(1)).get());
  auto next = life{things};
  EXPECT_EQ(submit(old.sales, nth(2)).get().error().code, refusal_code::stopping);
  EXPECT_NE(fatal.get_future().get().find("another writer"), std::string::npos);
}

}  // namespace
}  // namespace chepiao
