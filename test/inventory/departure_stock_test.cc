#include "inventory/departure_stock.h"

#include <random>
#include <utility>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

constexpr auto kSecond = place_class_id{2};
constexpr auto kFirst = place_class_id{1};

stretch between(int from, int to) {
  return {stop_index{static_cast<std::uint16_t>(from)}, stop_index{static_cast<std::uint16_t>(to)}};
}

seat_index seat(int n) {
  return seat_index{static_cast<std::uint16_t>(n)};
}

departure_stock stock_of(int segments, int seats) {
  auto const shape = departure_stock::class_shape{.place_class = kSecond,
                                                  .seats = static_cast<std::uint16_t>(seats)};
  return {service_day{20'000}, static_cast<std::uint16_t>(segments), std::span{&shape, 1}};
}

// The plain truth: who sits where, one flag for each seat and segment.
struct naive_stock {
  int segments;
  int seats;
  std::vector<bool> taken = std::vector<bool>(static_cast<std::size_t>(segments * seats));

  std::vector<bool>::reference at(int s, int segment) {
    return taken[static_cast<std::size_t>(s * segments + segment)];
  }
  bool is_free(int s, int from, int to) {
    for (auto i = from; i < to; ++i) {
      if (at(s, i)) {
        return false;
      }
    }
    return true;
  }
  int count_free(int from, int to) {
    auto n = 0;
    for (auto s = 0; s < seats; ++s) {
      n += is_free(s, from, to) ? 1 : 0;
    }
    return n;
  }
  int gap(int s, int from, int to) {
    while (from > 0 && !at(s, from - 1)) {
      --from;
    }
    while (to < segments && !at(s, to)) {
      ++to;
    }
    return to - from;
  }
  void set(int s, int from, int to, bool value) {
    for (auto i = from; i < to; ++i) {
      at(s, i) = value;
    }
  }
};

void expect_equal_counts(departure_stock const& stock, naive_stock& truth) {
  for (auto from = 0; from < truth.segments; ++from) {
    for (auto to = from + 1; to <= truth.segments; ++to) {
      auto const s = between(from, to);
      auto const expected = truth.count_free(from, to);
      ASSERT_EQ(stock.count_free(0, s), expected) << from << "-" << to;
      ASSERT_EQ(stock.counts()->free(kSecond, s.from, s.to), expected) << from << "-" << to;
    }
  }
}

TEST(departure_stock, sells_a_seat_again_where_it_is_free) {
  auto stock = stock_of(3, 1);
  stock.take(0, seat(0), between(0, 1));
  EXPECT_EQ(stock.count_free(0, between(0, 3)), 0);
  EXPECT_EQ(stock.count_free(0, between(1, 3)), 1);
  stock.take(0, seat(0), between(1, 3));
  EXPECT_EQ(stock.choose(0, between(2, 3), 1, {}, seat_policy::best_fit), std::nullopt);
}

TEST(departure_stock, keeps_classes_apart) {
  auto const shapes = std::vector<departure_stock::class_shape>{
      {.place_class = kFirst, .seats = 2}, {.place_class = kSecond, .seats = 70}};
  auto stock = departure_stock{service_day{20'000}, 4, shapes};
  stock.take(1, seat(69), between(0, 4));
  EXPECT_EQ(stock.count_free(0, between(0, 4)), 2);
  EXPECT_EQ(stock.count_free(1, between(0, 4)), 69);
  EXPECT_EQ(stock.counts()->free(kFirst, stop_index{0}, stop_index{4}), 2);
  EXPECT_EQ(stock.class_position(kSecond), 1U);
  EXPECT_EQ(stock.class_position(place_class_id{9}), std::nullopt);
}

TEST(departure_stock, takes_the_tightest_gap) {
  auto stock = stock_of(6, 3);
  stock.take(0, seat(1), between(0, 2));
  stock.take(0, seat(2), between(0, 2));
  stock.take(0, seat(2), between(4, 6));
  // Seat 2 is free on exactly [2,4), seat 1 on [2,6), seat 0 everywhere.
  EXPECT_EQ(stock.choose(0, between(2, 4), 1, {}, seat_policy::best_fit)->front(), seat(2));
  EXPECT_EQ(stock.choose(0, between(2, 4), 1, {}, seat_policy::first_fit)->front(), seat(0));
  EXPECT_EQ(stock.choose(0, between(2, 6), 1, {}, seat_policy::best_fit)->front(), seat(1));
}

TEST(departure_stock, agrees_with_a_naive_model_over_random_sales_and_returns) {
  for (auto seed = 0U; seed < 30; ++seed) {
    auto draw = std::mt19937{seed};
    auto const pick = [&](int below) {
      return static_cast<int>(draw() % static_cast<unsigned>(below));
    };
    auto const segments = 1 + pick(seed % 5 == 0 ? 70 : 12);
    auto const seats = 1 + pick(150);
    auto stock = stock_of(segments, seats);
    auto truth = naive_stock{.segments = segments, .seats = seats};
    struct sale {
      int seat, from, to;
    };
    auto sold = std::vector<sale>{};
    for (auto step = 0; step < 400; ++step) {
      if (!sold.empty() && pick(3) == 0) {
        auto const i = static_cast<std::size_t>(pick(static_cast<int>(sold.size())));
        auto const back = std::exchange(sold[i], sold.back());
        sold.pop_back();
        stock.give(0, seat(back.seat), between(back.from, back.to));
        truth.set(back.seat, back.from, back.to, false);
        continue;
      }
      auto const from = pick(segments);
      auto const to = from + 1 + pick(segments - from);
      auto const found = stock.choose(0, between(from, to), 1, {}, seat_policy::best_fit);
      ASSERT_EQ(found.has_value(), truth.count_free(from, to) > 0);
      if (!found) {
        continue;
      }
      auto const chosen = static_cast<int>(std::to_underlying(found->front()));
      ASSERT_TRUE(truth.is_free(chosen, from, to));
      for (auto other = 0; other < seats; ++other) {
        if (truth.is_free(other, from, to)) {
          ASSERT_LE(truth.gap(chosen, from, to), truth.gap(other, from, to));
        }
      }
      stock.take(0, seat(chosen), between(from, to));
      truth.set(chosen, from, to, true);
      sold.push_back({chosen, from, to});
    }
    expect_equal_counts(stock, truth);
    for (auto const& s : sold) {
      stock.give(0, seat(s.seat), between(s.from, s.to));
      truth.set(s.seat, s.from, s.to, false);
    }
    expect_equal_counts(stock, truth);
    EXPECT_EQ(stock.count_free(0, between(0, segments)), seats);
  }
}

TEST(departure_stock, sells_every_pair_of_a_67_stop_run_once) {
  constexpr auto kSegments = 66;
  constexpr auto kPairs = kSegments * (kSegments + 1) / 2;
  auto stock = stock_of(kSegments, kPairs);
  auto truth = naive_stock{.segments = kSegments, .seats = kPairs};
  auto sold = 0;
  for (auto from = 0; from < kSegments; ++from) {
    for (auto to = from + 1; to <= kSegments; ++to) {
      auto const chosen = stock.choose(0, between(from, to), 1, {}, seat_policy::best_fit)->front();
      ASSERT_TRUE(truth.is_free(std::to_underlying(chosen), from, to));
      stock.take(0, chosen, between(from, to));
      truth.set(std::to_underlying(chosen), from, to, true);
      ++sold;
    }
  }
  EXPECT_EQ(sold, 2'211);
}

using departure_stock_death = testing::Test;

TEST(departure_stock_death, refuses_to_take_a_taken_seat) {
  auto stock = stock_of(2, 1);
  stock.take(0, seat(0), between(0, 1));
  EXPECT_DEATH(stock.take(0, seat(0), between(0, 2)), "CHECK failed");
  EXPECT_DEATH(stock.give(0, seat(0), between(0, 2)), "CHECK failed");
}

TEST(free_counts, beyond_the_last_stop_are_nothing) {
  auto const stock = stock_of(2, 5);
  EXPECT_EQ(stock.counts()->free(kSecond, stop_index{1}, stop_index{2}), 5);
  EXPECT_EQ(stock.counts()->free(kSecond, stop_index{1}, stop_index{3}), std::nullopt);
  EXPECT_EQ(stock.counts()->free(kSecond, stop_index{7}, stop_index{9}), std::nullopt);
}

TEST(availability, knows_a_departure_only_on_its_own_day) {
  auto seats = availability{10};
  auto const stock = stock_of(2, 5);
  auto const id = departure_id{service_id{3}, service_day{20'000}};
  EXPECT_EQ(seats.find(id), nullptr);
  seats.publish(id, stock.counts());
  ASSERT_NE(seats.find(id), nullptr);
  EXPECT_EQ(seats.find(id)->free(kSecond, stop_index{0}, stop_index{2}), 5);
  EXPECT_EQ(seats.find({service_id{3}, service_day{20'064}}), nullptr);
  EXPECT_EQ(seats.find({service_id{30}, service_day{20'000}}), nullptr);
}

}  // namespace
}  // namespace chepiao
