#include "api/search_answers.h"

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "inventory/departure_stock.h"
#include "test/support/seeded_rng.h"

namespace chepiao::test {
namespace {

using api::search_answer;
using api::search_answers;

constexpr auto kClass = place_class_id{1};
constexpr auto kTrain = departure_id{.service = service_id{3}, .day = service_day{20'000}};
constexpr auto kWhole = stretch{.from = stop_index{0}, .to = stop_index{2}};
constexpr auto kNoon = instant{std::chrono::hours{12}};

departure_stock stock_of(std::uint16_t seats) {
  auto const shape = departure_stock::class_shape{.place_class = kClass, .seats = seats};
  return {kTrain.day, 2, std::span{&shape, 1}};
}

search_answer saying(std::string text, std::uint64_t version = 0) {
  return {.body = std::make_shared<std::string const>(std::move(text)),
          .from = kNoon,
          .until = kNoon + std::chrono::hours{1},
          .counts = {{kTrain, version}}};
}

class kept_answers : public testing::Test {
 protected:
  std::string found(instant at = kNoon) {
    auto const answer = answers.find("q", at, seats);
    return answer ? *answer->body : "none";
  }

  seeded_rng chance{1};
  availability seats{10};
  departure_stock stock = stock_of(5);
  search_answers answers{chance};
};

TEST_F(kept_answers, are_given_for_their_question_and_time) {
  answers.keep("q", saying("text"));
  EXPECT_EQ(found(), "text");
  EXPECT_EQ(answers.find("other", kNoon, seats), nullptr);
  EXPECT_EQ(found(kNoon - milliseconds{1}), "none");
  EXPECT_EQ(found(kNoon + std::chrono::hours{1} - milliseconds{1}), "text");
  EXPECT_EQ(found(kNoon + std::chrono::hours{1}), "none");
}

TEST_F(kept_answers, end_when_a_departure_opens_or_closes) {
  answers.keep("q", saying("before"));
  seats.publish(kTrain, stock.counts());
  EXPECT_EQ(found(), "none");
  answers.keep("q", saying("open", seats.version(kTrain)));
  EXPECT_EQ(found(), "open");
  seats.withdraw(kTrain);
  EXPECT_EQ(found(), "none");
}

TEST_F(kept_answers, end_when_a_seat_is_taken_or_given_back) {
  seats.publish(kTrain, stock.counts());
  answers.keep("q", saying("five", seats.version(kTrain)));
  stock.take(0, seat_index{0}, kWhole);
  EXPECT_EQ(found(), "none");
  answers.keep("q", saying("four", seats.version(kTrain)));
  EXPECT_EQ(found(), "four");
  stock.give(0, seat_index{0}, kWhole);
  EXPECT_EQ(found(), "none");
}

TEST_F(kept_answers, end_when_other_counts_take_the_place) {
  seats.publish(kTrain, stock.counts());
  answers.keep("q", saying("first", seats.version(kTrain)));
  auto const next = stock_of(5);
  seats.publish(kTrain, next.counts());
  EXPECT_EQ(found(), "none");
}

TEST_F(kept_answers, made_before_a_change_are_stale_from_the_start) {
  seats.publish(kTrain, stock.counts());
  auto const before = seats.version(kTrain);
  stock.take(0, seat_index{0}, kWhole);
  answers.keep("q", saying("five", before));
  EXPECT_EQ(found(), "none");
}

TEST_F(kept_answers, have_a_tag_each) {
  auto const one = answers.keep("q", saying("same"));
  auto const two = answers.keep("q", saying("same"));
  auto elsewhere = search_answers{chance};
  auto const three = elsewhere.keep("q", saying("same"));
  EXPECT_NE(one->tag, two->tag);
  EXPECT_NE(one->tag, three->tag);
  EXPECT_THAT(one->tag, testing::MatchesRegex("\"[0-9a-f-]+\""));
}

TEST_F(kept_answers, are_bounded_and_the_least_used_goes) {
  constexpr auto kMax = std::size_t{1} << 20U;
  auto few = search_answers{chance, kMax};
  few.keep("wanted", saying(std::string(10'000, 'w')));
  for (auto n = 0; n < 10'000; ++n) {
    few.keep(fmt::format("q{}", n), saying(std::string(10'000, 'x')));
    ASSERT_NE(few.find("wanted", kNoon, seats), nullptr) << n;
    ASSERT_LE(few.count().bytes, kMax);
  }
  EXPECT_GT(few.count().answers, 80U);
  EXPECT_LE(few.count().answers, 104U);
  EXPECT_EQ(few.find("q0", kNoon, seats), nullptr);
  EXPECT_NE(few.find("q9999", kNoon, seats), nullptr);
}

TEST_F(kept_answers, that_are_far_too_long_are_not_kept) {
  auto few = search_answers{chance, 8 * 10'000};
  few.keep("q", saying("short"));
  EXPECT_NE(few.keep("q", saying(std::string(10'000, 'x'))), nullptr);
  EXPECT_EQ(few.find("q", kNoon, seats), nullptr);
  EXPECT_EQ(few.count().answers, 0U);
  EXPECT_EQ(few.count().bytes, 0U);
}

// One who searches while another sells: whoever was told that n seats are gone never gets an answer
// from before that.
class searching {
 public:
  searching(search_answers& answers, availability const& seats) : answers_{answers}, seats_{seats} {
    thread_ = std::jthread{[this](std::stop_token const& stop) {
      while (!stop.stop_requested()) {
        auto const gone = told_.load();
        stale_ += most_free() > kSeats - gone ? 1 : 0;
        ++answered_;
      }
    }};
  }

  // Returns when it has asked and been answered since.
  void tell(int gone) {
    told_ = gone;
    auto const before = answered_.load();
    while (answered_.load() < before + 2) {
      std::this_thread::yield();
    }
  }
  int stale() const { return stale_; }

  static constexpr int kSeats = 300;
  static constexpr std::uint16_t kStops = 40;

 private:
  int most_free() {
    auto known = answers_.find("q", kNoon, seats_);
    if (!known) {
      auto const* const counts = seats_.find(kTrain);
      auto const version = counts->version();
      auto most = 0;
      for (auto from = std::uint16_t{0}; from + 1 < kStops; ++from) {
        for (auto to = static_cast<std::uint16_t>(from + 1); to < kStops; ++to) {
          most = std::max<int>(most,
                               counts->free(kClass, stop_index{from}, stop_index{to}).value_or(0));
        }
      }
      known = answers_.keep("q", saying(std::to_string(most), version));
    }
    return std::stoi(*known->body);
  }

  search_answers& answers_;
  availability const& seats_;
  std::atomic<int> told_{0};
  std::atomic<int> answered_{0};
  std::atomic<int> stale_{0};
  std::jthread thread_;
};

TEST_F(kept_answers, are_never_older_than_what_was_told) {
  auto const shape =
      departure_stock::class_shape{.place_class = kClass, .seats = searching::kSeats};
  auto train = departure_stock{kTrain.day, searching::kStops - 1, std::span{&shape, 1}};
  seats.publish(kTrain, train.counts());
  auto one = searching{answers, seats};
  auto two = searching{answers, seats};
  auto gone = 0;
  while (gone < searching::kSeats) {
    // One, and then several: the first ends the answer, the others happen while it is made anew.
    auto const until = gone + (gone % 6 == 0 ? 1 : 5);
    for (; gone < until; ++gone) {
      train.take(0, seat_index{static_cast<std::uint16_t>(gone)},
                 {stop_index{0}, stop_index{searching::kStops - 1}});
    }
    one.tell(gone);
    two.tell(gone);
  }
  EXPECT_EQ(one.stale() + two.stale(), 0);
  EXPECT_EQ(found(), "0");
}

}  // namespace
}  // namespace chepiao::test
