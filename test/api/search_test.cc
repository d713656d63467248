#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

TEST(stations, are_found_and_kept_by_caches) {
  auto world = shop{};
  auto client = world.connect();
  auto const found = client.get("/api/v1/stations?q=ato");
  ASSERT_EQ(found.status, 200);
  EXPECT_EQ(text_at(found, "/stations/0/code"), "Aton");
  auto const tag = found.header("etag");
  ASSERT_TRUE(tag);
  auto const again = client.get("/api/v1/stations?q=ato", {{"If-None-Match", *tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(client.get("/api/v1/stations?q=bto", {{"If-None-Match", *tag}}).status, 200);
  EXPECT_EQ(text_at(client.get("/api/v1/stations?q=zzz"), "/stations"), "[]");
  EXPECT_EQ(text_at(client.get("/api/v1/stations?limit=1"), "/stations/0/code"), "Bton");
  EXPECT_EQ(parsed(client.get("/api/v1/stations?q=ton&limit=2")).at("stations").as_array().size(),
            2U);
}

TEST(journeys, that_have_left_are_not_offered) {
  auto world = shop{};
  auto client = world.connect();
  auto const target = "/api/v1/journeys?from=Aton&to=Cton&date=2026-11-22";
  EXPECT_EQ(parsed(client.get(target)).at("journeys").as_array().size(), 2U);
  world.advance(std::chrono::hours{2});  // 08:26
  auto const later = client.get(target);
  EXPECT_EQ(parsed(later).at("journeys").as_array().size(), 1U);
  EXPECT_EQ(text_at(later, "/journeys/0/legs/0/service"), "G2");
}

TEST(journeys, without_fare_have_no_price) {
  auto world = shop{};
  auto const found = world.connect().get("/api/v1/journeys?from=Bton&to=Dton&date=2026-11-22");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/0/price"), "null");
  EXPECT_EQ(text_at(found, "/journeys/0/legs/0/distance_km"), "null");
}

TEST(journeys, between_places_without_a_train_are_none) {
  auto world = shop{};
  auto const found = world.connect().get("/api/v1/journeys?from=Aton&to=Dton&date=2026-11-22");
  EXPECT_EQ(found.status, 200);
  EXPECT_EQ(text_at(found, "/journeys"), "[]");
}

TEST(departures, show_stops_classes_and_coaches) {
  auto world = shop{};
  auto const shown = world.connect().get("/api/v1/departures/" + departure());
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(text_at(shown, "/date"), "2026-11-23");
  EXPECT_EQ(text_at(shown, "/numbers"), R"(["G1"])");
  EXPECT_EQ(text_at(shown, "/stops/0/arrives_at"), "null");
  EXPECT_EQ(text_at(shown, "/stops/1/arrives_at"), "2026-11-23T08:30:00+08:00");
  EXPECT_EQ(text_at(shown, "/stops/1/departs_at"), "2026-11-23T08:32:00+08:00");
  EXPECT_EQ(text_at(shown, "/stops/2/departs_at"), "null");
  EXPECT_EQ(text_at(shown, "/stops/2/distance_km"), "20");
  EXPECT_EQ(text_at(shown, "/on_sale"), "true");
  EXPECT_EQ(text_at(shown, "/coaches/0/classes"), R"(["second"])");
  auto const far = world.connect().get("/api/v1/departures/" + departure(0, 30));
  EXPECT_EQ(text_at(far, "/on_sale"), "false");
}

TEST(settings, tell_what_a_client_needs) {
  auto world = shop{};
  auto const told = world.connect().get("/api/v1/settings");
  ASSERT_EQ(told.status, 200);
  EXPECT_EQ(text_at(told, "/today"), "2026-11-22");
  EXPECT_EQ(text_at(told, "/last_date"), "2026-12-06");
  EXPECT_EQ(text_at(told, "/currency"), "CNY");
  EXPECT_EQ(text_at(told, "/hold_seconds"), "600");
  EXPECT_EQ(text_at(told, "/passengers_max"), "5");
  EXPECT_EQ(text_at(told, "/demo_accounts/0/username"), "demo");
}

}  // namespace
}  // namespace chepiao::test
