#include "inventory/together.h"

#include <utility>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

// Two coaches of `rows` rows, 3 + 2 across.
std::vector<seat_place> two_coaches(int rows) {
  auto places = std::vector<seat_place>{};
  for (auto coach = 0; coach < 2; ++coach) {
    for (auto row = 1; row <= rows; ++row) {
      for (auto column = 0; column < 5; ++column) {
        places.push_back({static_cast<std::uint8_t>(coach), static_cast<std::uint8_t>(row),
                          static_cast<std::uint8_t>(column)});
      }
    }
  }
  return places;
}

std::vector<std::uint64_t> only(std::initializer_list<int> seats) {
  auto mask = std::vector<std::uint64_t>(1);
  for (auto const s : seats) {
    mask[0] |= std::uint64_t{1} << s;
  }
  return mask;
}

std::vector<int> chosen(std::vector<std::uint64_t> const& free,
                        std::size_t wanted,
                        std::span<seat_place const> places) {
  auto numbers = std::vector<int>{};
  for (auto const s : choose_together(free, wanted, places)) {
    numbers.push_back(std::to_underlying(s));
  }
  return numbers;
}

TEST(together, prefers_neighbours_in_one_row) {
  EXPECT_EQ(chosen(only({0, 4, 5, 7, 8, 9}), 3, two_coaches(3)), (std::vector{7, 8, 9}));
}

TEST(together, does_not_call_the_end_of_a_row_and_the_next_row_neighbours) {
  EXPECT_EQ(chosen(only({4, 5, 11, 12}), 2, two_coaches(3)), (std::vector{11, 12}));
}

TEST(together, else_takes_the_closest_in_one_coach) {
  EXPECT_EQ(chosen(only({0, 8, 14, 16, 18, 29}), 3, two_coaches(3)), (std::vector{16, 18, 29}));
}

TEST(together, else_any_seats) {
  EXPECT_EQ(chosen(only({0, 29}), 2, two_coaches(3)), (std::vector{0, 29}));
  EXPECT_EQ(chosen(only({3, 9}), 2, {}), (std::vector{3, 9}));
}

}  // namespace
}  // namespace chepiao
