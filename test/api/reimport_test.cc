#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

small_world line_of(std::vector<std::string> stops) {
  auto world = small_world{};
  world.add({.number = "G1",
             .stops = std::move(stops),
             .classes = {{.code = "second", .seats = 4}, {.code = "first", .seats = 1}},
             .seats_per_row = 2});
  world.finish();
  return world;
}

// A departure that once had a hold keeps its stock, but not the stops that the stock was made for.
TEST(journeys, to_a_stop_that_an_import_added_show_the_capacity) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto const held = world.connect().post("/api/v1/orders", order_body(departure()), as(token, "a"));
  ASSERT_EQ(held.status, 201) << held.body;
  world.advance(std::chrono::hours{1});
  world.reimport(line_of({"Aton", "Bton", "Cton", "Dton"}));
  auto const free_to = [&](std::string const& to) {
    auto const found = world.connect().get("/api/v1/journeys?from=Aton&date=2026-11-23&to=" + to);
    EXPECT_EQ(found.status, 200) << found.body;
    return text_at(found, "/journeys/0/classes/0/available");
  };
  EXPECT_EQ(free_to("Dton"), "4");
  auto const further = world.connect().post(
      "/api/v1/orders", order_body(departure(), "Aton", "Dton"), as(token, "b"));
  ASSERT_EQ(further.status, 201) << further.body;
  EXPECT_EQ(free_to("Dton"), "3");
  world.advance(std::chrono::hours{1});
  world.reimport(line_of({"Aton", "Bton"}));
  EXPECT_EQ(free_to("Bton"), "4");
  world.restart();
  EXPECT_EQ(free_to("Bton"), "4");
}

}  // namespace
}  // namespace chepiao::test
