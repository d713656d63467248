#include "pipeline/writer.h"

#include <gtest/gtest.h>

#include "rig.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;
using test::hold_of;
using test::keyed;

class writer_alone : public testing::Test {
 protected:
  request hold(std::uint64_t n) { return asking(keyed(n, hold_of(n))); }
  request asking(command c) {
    return command_request{.asked = std::move(c),
                           .tell = [this](result<reply> r) { told.push_back(std::move(r)); }};
  }
  request reading(std::uint64_t n) {
    return order_request{.order = {7, n},
                         .account = account_id{1 + n % 50},
                         .tell = [this](result<order_view> r) { read.push_back(std::move(r)); }};
  }
  request looking() {
    return seats_request{.departure = {service_id{0}, test::kToday},
                         .place_class = place_class_id{0},
                         .from = stop_index{0},
                         .to = stop_index{4},
                         .tell = [this](result<seat_map_view> r) { seen.push_back(std::move(r)); }};
  }
  // The flush of a batch has succeeded.
  void flushed(batch b) {
    w.durable_up_to(b.records_so_far);
    for (auto& one : b.answers) {
      release(one);
    }
  }

  std::shared_ptr<test::small_world const> world = test::one_train();
  availability published{1};
  engine machine{world->rules(), &published};
  instant start = test::manual_clock{}.now();
  writer w{machine, start, {.batch_records_max = 4, .batch_bytes_max = 1 << 20}};
  std::vector<result<reply>> told;
  std::vector<result<order_view>> read;
  std::vector<result<seat_map_view>> seen;
};

TEST_F(writer_alone, tells_nothing_before_the_flush) {
  w.decide(hold(1));
  EXPECT_TRUE(told.empty());
  auto b = w.seal();
  EXPECT_EQ(b.records.size(), 1U);
  EXPECT_TRUE(told.empty());
  flushed(std::move(b));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0]->order.status, order_status::reserved);
}

TEST_F(writer_alone, tells_at_once_what_it_does_not_sell) {
  w.decide(hold(1));
  auto nowhere = hold_of(2);
  nowhere.legs[0].place_class = place_class_id{9};
  w.decide(asking(keyed(2, std::move(nowhere))));
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].error().code, refusal_code::unknown_class);
  EXPECT_EQ(w.refusals(), 1U);
}

TEST_F(writer_alone, refusals_about_an_order_wait_for_what_they_rest_on) {
  w.decide(hold(1));
  flushed(w.seal());
  auto const cancel = cancel_order{.order = {7, 1}, .account = account_id{2}};
  w.decide(asking(keyed(2, cancel)));
  auto in_flight = w.seal();
  w.decide(asking(keyed(3, cancel)));
  w.decide(asking(keyed(4, cancel_order{.order = {7, 99}, .account = account_id{1}})));
  EXPECT_EQ(told.size(), 1U);  // of the hold
  flushed(std::move(in_flight));
  flushed(w.seal());
  ASSERT_EQ(told.size(), 4U);
  EXPECT_EQ(told[1]->order.status, order_status::cancelled);
  EXPECT_EQ(told[2].error().code, refusal_code::not_cancellable);
  EXPECT_EQ(told[3].error().code, refusal_code::unknown_order);
  w.decide(asking(keyed(5, cancel)));  // nothing to wait for
  EXPECT_EQ(told.size(), 5U);
}

TEST_F(writer_alone, sold_out_waits_for_the_holds_that_took_the_seats) {
  for (auto n = 1U; n <= 600; ++n) {
    if (w.full()) {
      flushed(w.seal());
    }
    w.decide(hold(n));
  }
  auto last_seats = w.seal();
  auto const before = told.size();
  w.decide(hold(601));
  EXPECT_EQ(told.size(), before) << "the power may fail now, and the seats be free";
  flushed(std::move(last_seats));
  flushed(w.seal());
  ASSERT_EQ(told.size(), 601U);
  EXPECT_EQ(told.back().error().code, refusal_code::sold_out);
  w.decide(hold(602));  // nothing to wait for
  EXPECT_EQ(told.size(), 602U);
}

TEST_F(writer_alone, answers_a_replayed_key_only_when_its_first_answer_is_durable) {
  w.decide(hold(1));
  auto first = w.seal();
  w.decide(hold(1));
  EXPECT_TRUE(w.open().records.empty());
  EXPECT_TRUE(told.empty());
  flushed(std::move(first));
  flushed(w.seal());
  ASSERT_EQ(told.size(), 2U);
  EXPECT_TRUE(told[1]->replayed);
  w.decide(hold(1));
  EXPECT_EQ(told.size(), 3U);
}

TEST_F(writer_alone, reads_wait_for_what_they_saw) {
  w.decide(reading(1));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_FALSE(read[0]);
  w.decide(hold(1));
  w.decide(reading(1));
  w.decide(looking());
  EXPECT_EQ(read.size(), 1U);
  EXPECT_TRUE(seen.empty());
  flushed(w.seal());
  ASSERT_EQ(read.size(), 2U);
  EXPECT_TRUE(read[1]);
  ASSERT_EQ(seen.size(), 1U);
  w.decide(looking());
  EXPECT_EQ(seen.size(), 2U);
}

TEST_F(writer_alone, runs_timers_when_due_and_not_before) {
  w.decide(hold(1));
  flushed(w.seal());
  EXPECT_EQ(w.next_due(), start + 600s);
  w.advance_to(start + 600s - 1ms);
  w.run_due_timers();
  EXPECT_TRUE(w.empty());
  w.advance_to(start + 600s);
  w.run_due_timers();
  ASSERT_EQ(w.open().records.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<order_expired>(w.open().records[0].events.at(0)));
}

TEST_F(writer_alone, time_never_falls_back) {
  w.advance_to(start + 10s);
  w.decide(hold(1));
  w.advance_to(start - 3600s);
  w.decide(hold(2));
  auto const& records = w.open().records;
  EXPECT_EQ(records[0].at, start + 10s);
  EXPECT_EQ(records[1].at, start + 10s);
}

TEST_F(writer_alone, a_batch_is_full_by_records_and_by_state) {
  w.decide(hold(1));
  EXPECT_FALSE(w.full());
  for (auto n = 2U; n <= 4; ++n) {
    w.decide(hold(n));
  }
  EXPECT_TRUE(w.full());
  auto b = w.seal();
  EXPECT_TRUE(w.empty());
  w.reopen(std::move(b));
  EXPECT_TRUE(w.full());
  flushed(w.seal());
  w.attach_state();
  EXPECT_TRUE(w.full());
  auto bytes = byte_writer{};
  machine.save(bytes);
  EXPECT_EQ(*w.seal().state, bytes.take());
}

TEST_F(writer_alone, without_room_only_settled_orders_are_read) {
  w.decide(hold(1));
  flushed(w.seal());
  told.clear();
  w.decide(hold(2));
  auto const stuck = orders_of(w.seal().records);
  w.decide(hold(3));
  w.decide_without_room(reading(1), stuck);
  w.decide_without_room(reading(2), stuck);
  w.decide_without_room(reading(3), stuck);
  w.decide_without_room(looking(), stuck);
  w.decide_without_room(hold(4), stuck);
  ASSERT_EQ(read.size(), 3U);
  EXPECT_TRUE(read[0]);
  EXPECT_EQ(read[1].error().code, refusal_code::storage_full);
  EXPECT_EQ(read[2].error().code, refusal_code::storage_full);
  EXPECT_EQ(seen.size(), 1U);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].error().code, refusal_code::storage_full);
}

}  // namespace
}  // namespace chepiao
