#include "pipeline/pipeline.h"

#include <atomic>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "journal/backup.h"
#include "journal/sqlite_log.h"
#include "rig.h"
#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;
using test::durable_things;
using test::find_order;
using test::free_seats;
using test::hold_of;
using test::is_ready;
using test::keyed;
using test::life;
using test::seat_map;
using test::submit;

TEST(pipeline, holds_pays_and_reads) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  EXPECT_TRUE(now.sales.ready());
  auto const held = submit(now.sales, keyed(1, hold_of(1))).get();
  ASSERT_TRUE(held);
  EXPECT_EQ(held->order.status, order_status::reserved);
  EXPECT_EQ(free_seats(now.sales), 599);
  auto const paid =
      submit(now.sales, keyed(2, pay_order{held->order.order, held->order.account, {}})).get();
  ASSERT_TRUE(paid);
  EXPECT_EQ(paid->order.status, order_status::ticketed);
  EXPECT_EQ(find_order(now.sales, 1).get()->status, order_status::ticketed);
  EXPECT_EQ(seat_map(now.sales).get()->seats, 600);
  auto const figures = now.sales.figures();
  EXPECT_EQ(figures.records, 2U);
  EXPECT_EQ(figures.durable_seq, 3U);
}

TEST(pipeline, an_answer_names_its_row_of_the_journal) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  for (auto n = std::uint8_t{1}; n <= 3; ++n) {
    auto const held = submit(now.sales, keyed(n, hold_of(n))).get();
    ASSERT_TRUE(held);
    auto const& row = things.disk->rows.at(held->seq - 1);
    ASSERT_EQ(row.seq, held->seq);
    auto const records = decode(row.payload);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records.front().result->order, held->order.order);
  }
}

TEST(pipeline, tells_nothing_while_the_flush_runs) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  now.log.hold();
  auto first = submit(now.sales, keyed(1, hold_of(1)));
  now.log.wait_for_append(1);
  auto second = submit(now.sales, keyed(2, hold_of(2)));
  auto again = submit(now.sales, keyed(1, hold_of(1)));
  auto read = find_order(now.sales, 1);
  // A refusal to sell is not held back: once it is here, all four above were decided.
  auto nowhere = hold_of(3);
  nowhere.legs[0].place_class = place_class_id{9};
  EXPECT_FALSE(submit(now.sales, keyed(3, std::move(nowhere))).get().has_value());
  EXPECT_FALSE(is_ready(first));
  EXPECT_FALSE(is_ready(second));
  EXPECT_FALSE(is_ready(again));
  EXPECT_FALSE(is_ready(read));
  now.log.let_go();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
  EXPECT_TRUE(again.get()->replayed);
  EXPECT_TRUE(read.get());
}

TEST(pipeline, no_reply_comes_before_its_append_returned) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  auto early = std::atomic<int>{0};
  auto done = std::latch{400};
  for (auto n = std::uint64_t{1}; n <= 400; ++n) {
    now.sales.submit(keyed(n, hold_of(n)), [&, n](result<reply> const& r) {
      if (!r || !now.log.is_durable({7, n})) {
        ++early;
      }
      done.count_down();
    });
  }
  done.wait();
  EXPECT_EQ(early, 0);
  EXPECT_LT(now.sales.figures().batches, 400U);
}

TEST(pipeline, a_thousand_at_once_on_six_hundred_seats_get_six_hundred) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  constexpr auto kThreads = 8U;
  constexpr auto kEach = 125U;
  auto held = std::atomic<int>{0};
  auto sold_out = std::atomic<int>{0};
  auto done = std::latch{kThreads * kEach};
  {
    auto threads = std::vector<std::jthread>{};
    for (auto t = 0U; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (auto i = 0U; i < kEach; ++i) {
          auto const n = t * kEach + i + 1;
          now.sales.submit(keyed(n, hold_of(n)), [&](result<reply> const& r) {
            if (r) {
              ++held;
            } else if (r.error().code == refusal_code::sold_out) {
              ++sold_out;
            }
            done.count_down();
          });
        }
      });
    }
  }
  done.wait();
  EXPECT_EQ(held, 600);
  EXPECT_EQ(sold_out, 400);
  EXPECT_EQ(free_seats(now.sales), 0);
}

TEST(pipeline, a_hold_expires_at_its_deadline_and_not_before) {
  auto things = durable_things{};
  auto ear = test::listening_ear{};
  auto now = life{things};
  now.sales.add_listener(ear, 0);
  now.sales.start();
  ASSERT_TRUE(submit(now.sales, keyed(1, hold_of(1))).get());
  things.time.advance(600s - 1ms);
  now.sales.clock_moved();
  EXPECT_EQ(find_order(now.sales, 1).get()->status, order_status::reserved);
  EXPECT_EQ(free_seats(now.sales), 599);
  things.time.advance(1ms);
  now.sales.clock_moved();
  ear.wait_for_events<order_expired>(1);  // nobody asks anything
  EXPECT_EQ(free_seats(now.sales), 600);
  EXPECT_EQ(ear.heard().back().at, things.time.now());
  EXPECT_EQ(find_order(now.sales, 1).get()->status, order_status::expired);
}

TEST(pipeline, refuses_more_than_its_queue_holds) {
  auto things = durable_things{};
  auto options = pipeline_options{};
  options.queue_max = 10;
  options.batch_records_max = 1;
  auto now = life{things, {}, options};
  now.sales.start();
  now.log.hold();
  auto waiting = std::vector<std::future<result<reply>>>{};
  waiting.push_back(submit(now.sales, keyed(1, hold_of(1))));
  now.log.wait_for_append(1);
  // One more fits into the batch behind the flush; ten wait; the rest is refused.
  for (auto n = 2U; n <= 40; ++n) {
    waiting.push_back(submit(now.sales, keyed(n, hold_of(n))));
  }
  auto overloaded = 0;
  for (auto& f : waiting) {
    if (is_ready(f)) {
      EXPECT_EQ(f.get().error().code, refusal_code::overloaded);
      ++overloaded;
    }
  }
  EXPECT_GE(overloaded, 28);
  EXPECT_EQ(now.sales.figures().shed[static_cast<std::size_t>(urgency::hold)],
            static_cast<std::uint64_t>(overloaded));
  now.log.let_go();
  for (auto& f : waiting) {
    EXPECT_TRUE(!f.valid() || f.get());
  }
}

TEST(pipeline, stop_answers_everybody_and_takes_no_more) {
  auto things = durable_things{};
  auto now = life{things};
  now.sales.start();
  now.log.hold();
  auto waiting = std::vector<std::future<result<reply>>>{};
  for (auto n = 1U; n <= 100; ++n) {
    waiting.push_back(submit(now.sales, keyed(n, hold_of(n))));
  }
  now.log.wait_for_append(1);
  {
    auto const stopper = std::jthread{[&] { now.sales.stop(); }};
    now.log.let_go();
  }
  for (auto& f : waiting) {
    ASSERT_TRUE(is_ready(f));
    EXPECT_TRUE(f.get());
  }
  EXPECT_FALSE(now.sales.ready());
  EXPECT_EQ(submit(now.sales, keyed(200, hold_of(200))).get().error().code, refusal_code::stopping);
}

TEST(pipeline, answers_even_when_it_never_started) {
  auto things = durable_things{};
  auto asked = std::future<result<reply>>{};
  {
    auto now = life{things};
    asked = submit(now.sales, keyed(1, hold_of(1)));
  }
  EXPECT_EQ(asked.get().error().code, refusal_code::stopping);
}

TEST(pipeline, listeners_hear_every_row_once_and_in_order) {
  auto things = durable_things{};
  {
    auto before = life{things};
    before.sales.start();
    for (auto n = 1U; n <= 5; ++n) {
      ASSERT_TRUE(submit(before.sales, keyed(n, hold_of(n))).get());
    }
  }
  auto all = test::listening_ear{};
  auto late = test::listening_ear{};
  {
    auto now = life{things};
    now.sales.add_listener(all, 0);
    now.sales.add_listener(late, 4);
    now.sales.start();
    ASSERT_TRUE(submit(now.sales, keyed(6, hold_of(6))).get());
  }
  EXPECT_EQ(all.seqs(), (std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(late.seqs(), (std::vector<std::uint64_t>{5, 6, 7, 8}));
  EXPECT_EQ(all.heard().size(), 6U);
}

TEST(pipeline, a_listener_ahead_of_the_journal_is_noticed) {
  auto things = durable_things{};
  auto ear = test::listening_ear{};
  auto now = life{things};
  now.sales.add_listener(ear, 17);
  EXPECT_THROW(now.sales.start(), journal::corrupt_journal);
}

TEST(pipeline, copies_the_journal_while_it_runs) {
  auto things = durable_things{};
  auto const folder = test::temporary_folder{};
  auto const target = test::temporary_folder{};
  auto log = journal::sqlite_log{folder.path()};
  auto sales = pipeline{life::parts_of(things, log), life::with_limits({}, things)};
  sales.start();
  ASSERT_TRUE(submit(sales, keyed(1, hold_of(1))).get());
  auto failure = std::promise<std::exception_ptr>{};
  sales.backup(target.path() / "journal.db", [&](std::exception_ptr e) { failure.set_value(e); });
  EXPECT_EQ(failure.get_future().get(), nullptr);
  ASSERT_TRUE(submit(sales, keyed(2, hold_of(2))).get());
  EXPECT_EQ(journal::verify_copy(target.path()).seq, 2U);
  auto second = std::promise<std::exception_ptr>{};
  sales.backup(target.path() / "journal.db", [&](std::exception_ptr e) { second.set_value(e); });
  EXPECT_NE(second.get_future().get(), nullptr);
}

}  // namespace
}  // namespace chepiao
