#include "booking/seat_plans.h"

#include <gtest/gtest.h>

#include "booking/printed_seats.h"
#include "test/support/small_world.h"

namespace chepiao {
namespace {

TEST(seat_plans, find_a_seat_by_its_printed_name) {
  auto world = test::small_world{};
  world.add({.number = "G1", .stops = {"A", "B"}, .classes = {{"second", 12}, {"first", 4}}});
  world.finish();
  auto const plans = seat_plans{world.schedule};
  auto const& train = world.schedule.services.front();
  auto const second = world.class_called("second");
  EXPECT_EQ(plans.find(train, second, {"01", "02B"}), seat_index{6});
  EXPECT_EQ(plans.find(train, second, {"01", "04A"}), std::nullopt);
  EXPECT_EQ(plans.find(train, second, {"02", "01A"}), std::nullopt);  // is first class
  EXPECT_EQ(plans.find(train, world.class_called("first"), {"02", "01A"}), seat_index{0});
  EXPECT_EQ(plans.find(train, place_class_id{9}, {"01", "01A"}), std::nullopt);
  EXPECT_EQ(plans.places(train, second).size(), 12U);
  EXPECT_TRUE(plans.places(train, place_class_id{9}).empty());
}

TEST(printed_seats, are_kept_once_and_numbered_by_first_use) {
  auto printed = printed_seats{};
  EXPECT_EQ(printed.number_of("01", "01A"), 0U);
  EXPECT_EQ(printed.number_of("0", "101A"), 1U);
  EXPECT_EQ(printed.number_of("01", "01A"), 0U);
  auto out = byte_writer{};
  printed.save(out);
  auto again = printed_seats{};
  auto in = byte_reader{out.bytes()};
  again.load(in);
  EXPECT_EQ(again.size(), 2U);
  EXPECT_EQ(again[1].coach, "0");
  EXPECT_EQ(again[1].label, "101A");
}

}  // namespace
}  // namespace chepiao
