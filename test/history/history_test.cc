#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/history/games.h"
#include "test/history/harms.h"
#include "test/history/linearizable.h"
#include "test/history/log_order.h"

// Histories written by hand, good and bad; two seats and three segments unless said otherwise.

namespace chepiao::history {
namespace {

using testing::IsEmpty;

step hold(int invoke, int returned, std::size_t order, std::size_t seat, int from, int to) {
  return {.kind = step_kind::hold,
          .invoke = invoke,
          .returned = returned,
          .order = order,
          .from = from,
          .to = to,
          .seats = {seat}};
}
step sold_out(int invoke, int returned, int from, int to) {
  return {
      .kind = step_kind::sold_out, .invoke = invoke, .returned = returned, .from = from, .to = to};
}
step change(step_kind kind, int invoke, std::int64_t returned, std::size_t order) {
  return {.kind = kind, .invoke = invoke, .returned = returned, .order = order};
}

verdict judged(std::vector<step> steps, std::size_t seats = 2, std::int64_t hold_time = kNever) {
  auto played =
      game{.seats = seats, .orders = 8, .steps = std::move(steps), .hold_time = hold_time};
  return judge(played).is;
}

TEST(search, explains_neighbours_on_one_seat) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 2), hold(2, 3, 1, 0, 2, 3)}), verdict::linearizable);
}

TEST(search, sees_a_seat_sold_twice) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 2), hold(2, 3, 1, 0, 1, 3)}), verdict::wrong);
  EXPECT_EQ(judged({hold(0, 5, 0, 0, 0, 2), hold(0, 5, 1, 0, 1, 3)}), verdict::wrong)
      << "also when both were asked for at once";
}

TEST(search, sees_seats_free_again_after_a_cancel) {
  auto const cancel = change(step_kind::cancel, 2, 4, 0);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), cancel, hold(3, 6, 1, 0, 0, 3)}),
            verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), cancel, hold(1, 1, 1, 0, 0, 3)}), verdict::wrong)
      << "not before it was asked for";
}

TEST(search, knows_that_a_cancel_without_an_answer_may_have_happened_or_not) {
  auto const cancel = change(step_kind::cancel, 2, kNever, 0);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), cancel, hold(3, 6, 1, 0, 0, 3)}),
            verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), cancel, sold_out(3, 6, 0, 1)}, 1),
            verdict::linearizable);
}

TEST(search, believes_sold_out_only_when_nothing_was_free) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(2, 3, 1, 1, 1, 2), sold_out(4, 5, 0, 2)}),
            verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(2, 3, 1, 1, 1, 2), sold_out(4, 5, 2, 3)}),
            verdict::wrong);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), sold_out(4, 5, 0, 2)}), verdict::wrong)
      << "a seat that nobody ever named is free";
}

TEST(search, takes_a_waiting_hold_first_when_that_explains_sold_out) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(2, 9, 1, 1, 0, 3), sold_out(3, 5, 0, 2)}),
            verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(6, 9, 1, 1, 0, 3), sold_out(3, 5, 0, 2)}),
            verdict::wrong)
      << "not one that was asked for later";
}

TEST(search, puts_sold_out_before_a_cancel_that_was_answered_first) {
  EXPECT_EQ(
      judged({hold(0, 1, 0, 0, 0, 3), sold_out(2, 9, 0, 3), change(step_kind::cancel, 3, 4, 0)}, 1),
      verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), sold_out(2, 9, 0, 3), hold(3, 12, 1, 1, 0, 3),
                    change(step_kind::cancel, 4, 5, 0)}),
            verdict::linearizable)
      << "and the waiting hold before both";
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), sold_out(2, 9, 0, 3),
                    change(step_kind::cancel, 4, 5, 0), hold(6, 12, 1, 1, 0, 3)}),
            verdict::wrong)
      << "not a hold that was asked for after the cancel was answered";
}

TEST(search, sees_a_stale_sold_out) {
  EXPECT_EQ(
      judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::cancel, 2, 3, 0), sold_out(4, 5, 0, 3)}, 1),
      verdict::wrong);
  EXPECT_EQ(
      judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::cancel, 2, 6, 0), sold_out(4, 5, 0, 3)}, 1),
      verdict::linearizable)
      << "the cancel was not answered yet";
}

// Either waiting hold explains the sold_out, but the first would stand in the way of what follows.
TEST(search, tries_again_when_its_first_choice_leads_nowhere) {
  EXPECT_EQ(judged({hold(0, 20, 0, 0, 0, 2), hold(0, 20, 1, 0, 2, 3), sold_out(1, 2, 1, 3),
                    hold(3, 4, 2, 0, 0, 1), change(step_kind::cancel, 5, 6, 2)},
                   1),
            verdict::linearizable)
      << "so it was the second";
}

TEST(search, lets_a_hold_expire_after_its_time_and_not_before) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(9, 10, 1, 0, 0, 3)}, 2, 8), verdict::linearizable);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), hold(5, 6, 1, 0, 0, 3)}, 2, 8), verdict::wrong);
  EXPECT_EQ(
      judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::pay, 2, 3, 0), hold(9, 10, 1, 0, 0, 3)}, 2,
             8),
      verdict::wrong)
      << "what is paid never expires";
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::gone, 5, 6, 0)}, 2, 8),
            verdict::wrong);
}

TEST(search, sees_an_order_that_ends_twice) {
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::cancel, 2, 3, 0),
                    change(step_kind::pay, 4, 5, 0)}),
            verdict::wrong);
  EXPECT_EQ(judged({hold(0, 1, 0, 0, 0, 3), change(step_kind::refund, 2, 3, 0)}), verdict::wrong);
}

// A waiting hold that came and went before the other took its seat.
TEST(search, explains_a_late_answer_by_a_hold_that_has_expired_meanwhile) {
  EXPECT_EQ(judged({hold(0, 30, 0, 0, 0, 3), hold(20, 21, 1, 0, 0, 3)}, 2, 8),
            verdict::linearizable);
}

// Two buyers of one account, and the journal as it should be.
class log_order : public testing::Test {
 protected:
  log_order() {
    add(action::hold, "k1", "o1", 0, 10);
    add(action::hold, "k2", "o2", 5, 15);
    add(action::pay, "k3", "o1", 20, 30);
    add(action::cancel, "k4", "o2", 40, 50);
  }

  void add(
      action what, std::string const& key, std::string const& order, int invoke, int returned) {
    auto const seq = r.journal.commands.size() + 2;
    auto const seat = "01-" + order;
    r.seen.push_back({.what = what,
                      .invoke = invoke,
                      .returned = returned,
                      .status = 200,
                      .code = {},
                      .key = key,
                      .account = 3,
                      .order = order,
                      .departure = "1-20261122",
                      .place_class = "second",
                      .from = 0,
                      .to = 2,
                      .seq = seq,
                      .seats = {seat}});
    r.journal.commands.push_back({.at = {seq, 0},
                                  .key = key_of(77, key),
                                  .what = what,
                                  .order = order,
                                  .account = 77,
                                  .departure = "1-20261122",
                                  .place_class = 0,
                                  .from = 0,
                                  .to = 2,
                                  .seats = {seat}});
  }

  std::vector<std::string> codes() const {
    auto out = std::vector<std::string>{};
    for (auto const& each : check_log_order(r.seen, r.journal)) {
      if (out.empty() || out.back() != each.code) {
        out.push_back(each.code);
      }
    }
    return out;
  }

  recorded r;
};

TEST_F(log_order, accepts_what_happened) {
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(log_order, lets_operations_that_overlap_come_in_any_order) {
  std::swap(r.journal.commands[0].at, r.journal.commands[1].at);
  std::swap(r.seen[0].seq, r.seen[1].seq);
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(log_order, sees_a_lost_acknowledgement) {
  r.journal.commands.erase(r.journal.commands.begin() + 3);
  EXPECT_THAT(codes(), testing::ElementsAre("lost_ack"));
}

TEST_F(log_order, sees_operations_that_changed_places) {
  std::swap(r.journal.commands[2].at, r.journal.commands[3].at);
  std::swap(r.seen[2].seq, r.seen[3].seq);
  EXPECT_THAT(codes(), testing::ElementsAre("order_reversed", "seq_reversed"));
}

TEST_F(log_order, sees_a_reply_that_differs_from_its_record) {
  r.seen[0].seats = {"01-other"};
  EXPECT_THAT(codes(), testing::ElementsAre("reply_differs"));
}

TEST_F(log_order, sees_a_reply_that_names_another_row) {
  r.seen[3].seq = 9;
  EXPECT_THAT(codes(), testing::ElementsAre("wrong_seq"));
  r.seen[3].replayed = true;
  EXPECT_THAT(codes(), IsEmpty()) << "told again, it may name a later one";
  r.seen[3].seq = 4;
  EXPECT_THAT(codes(), testing::ElementsAre("wrong_seq"));
}

TEST_F(log_order, sees_that_a_refused_key_was_sold) {
  r.seen[3].status = 409;
  r.seen[3].code = "not_cancellable";
  EXPECT_THAT(codes(), testing::ElementsAre("refused_happened"));
}

TEST_F(log_order, sees_a_record_that_nobody_asked_for) {
  r.seen.pop_back();
  EXPECT_THAT(codes(), testing::ElementsAre("nobody_asked"));
}

TEST_F(log_order, takes_a_record_without_an_answer_for_granted) {
  r.seen[3].returned.reset();
  EXPECT_THAT(codes(), IsEmpty());
}

TEST_F(log_order, sees_a_key_that_was_applied_twice) {
  r.journal.commands.push_back(r.journal.commands.back());
  EXPECT_THAT(codes(), testing::Contains("key_twice"));
}

TEST_F(log_order, sees_one_order_told_to_two) {
  r.seen[1].order = "o1";
  EXPECT_THAT(codes(), testing::Contains("order_twice"));
}

TEST(games, are_one_for_each_class_of_a_departure) {
  auto r = recorded{};
  auto const sell = [&](std::string const& key, std::string const& departure, int invoke) {
    r.seen.push_back({.what = action::hold,
                      .invoke = invoke,
                      .returned = invoke + 1,
                      .status = 201,
                      .code = {},
                      .key = key,
                      .order = "order " + key,
                      .departure = departure,
                      .place_class = "second",
                      .from = 0,
                      .to = 1,
                      .seq = {},
                      .seats = {"01-1A"}});
    r.journal.commands.push_back({.at = {},
                                  .key = key_of(0, key),
                                  .what = action::hold,
                                  .order = "order " + key,
                                  .departure = departure,
                                  .seats = {"01-1A"}});
    r.journal.capacity[{departure, 0U}] = 1;
  };
  sell("a", "1-20261122", 0);
  sell("b", "2-20261122", 2);
  auto const apart = cut(r.seen, r.journal, kNever);
  ASSERT_EQ(apart.each.size(), 2U);
  EXPECT_EQ(judge(apart.each[0]).is, verdict::linearizable);
  EXPECT_EQ(judge(apart.each[1]).is, verdict::linearizable);
  sell("c", "2-20261122", 4);
  auto const together = cut(r.seen, r.journal, kNever);
  EXPECT_EQ(judge(together.each[1]).is, verdict::wrong);
}

}  // namespace
}  // namespace chepiao::history
