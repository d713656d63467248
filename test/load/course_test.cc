#include "bench/load/course.h"

#include <set>

#include <gmock/gmock.h>

namespace chepiao::load {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct shop {
  load_settings settings;
  market sells{
      .tokens = {"token-a", "token-b"},
      .departures = {{.id = "1-20261122", .place_class = "second", .stops = {"A", "B", "C"}}},
      .search_paths = {"/api/v1/journeys?from=A&to=C&date=2026-11-22"}};
  random chance{1};
};

http_reply held() {
  return {.status = 201, .head = {}, .body = R"({"order_id":"00ff","status":"RESERVED"})"};
}

std::string_view line_of(std::string const& request, std::string_view name) {
  auto const at = request.find(name);
  return std::string_view{request}.substr(at, request.find("\r\n", at) - at);
}

TEST(course, of_a_purchase_pays_for_what_it_held) {
  auto s = shop{};
  auto way = course{s.sells, s.settings, 1};
  way.begin(scenario::purchase, s.chance);
  EXPECT_EQ(way.current(), operation::hold);
  EXPECT_THAT(way.request(), StartsWith("POST /api/v1/orders HTTP/1.1\r\n"));
  EXPECT_THAT(way.request(), HasSubstr("\"departure_id\":\"1-20261122\""));
  EXPECT_TRUE(way.advance(held(), s.chance));
  EXPECT_EQ(way.current(), operation::pay);
  EXPECT_EQ(way.wanted().order, "00ff");
  EXPECT_THAT(way.request(), StartsWith("POST /api/v1/orders/00ff/payments HTTP/1.1\r\n"));
  EXPECT_FALSE(way.is_done());
  EXPECT_FALSE(way.advance({.status = 200, .head = {}, .body = "{}"}, s.chance));
  EXPECT_TRUE(way.is_done());
}

TEST(course, ends_with_a_refusal) {
  auto s = shop{};
  auto way = course{s.sells, s.settings, 1};
  way.begin(scenario::purchase, s.chance);
  EXPECT_FALSE(
      way.advance({.status = 409, .head = {}, .body = R"({"code":"sold_out"})"}, s.chance));
  EXPECT_FALSE(way.is_done());
}

TEST(course, that_repeats_sends_the_same_again_and_once) {
  auto s = shop{};
  s.settings.party.repeats = 1;
  auto way = course{s.sells, s.settings, 1};
  way.begin(scenario::hold, s.chance);
  auto const first = way.request();
  EXPECT_TRUE(way.advance(held(), s.chance));
  EXPECT_EQ(way.request(), first);
  EXPECT_FALSE(way.advance(held(), s.chance));
  EXPECT_TRUE(way.is_done());
}

TEST(course, uses_a_key_once) {
  auto s = shop{};
  auto keys = std::set<std::string_view>{};
  auto way = course{s.sells, s.settings, 1};
  auto requests = std::vector<std::string>(1'000);
  for (auto& each : requests) {
    way.begin(scenario::hold, s.chance);
    each = way.request();
    keys.insert(line_of(each, "Idempotency-Key"));
  }
  EXPECT_EQ(keys.size(), 1'000U);
}

TEST(course, of_another_run_has_other_keys_with_the_same_seed) {
  auto one = shop{};
  auto other = shop{};
  auto first = course{one.sells, one.settings, 1};
  auto second = course{other.sells, other.settings, 2};
  first.begin(scenario::hold, one.chance);
  second.begin(scenario::hold, other.chance);
  EXPECT_EQ(first.wanted().from, second.wanted().from);
  EXPECT_NE(first.wanted().key, second.wanted().key);
}

TEST(course, travels_forwards_between_any_two_stops) {
  auto s = shop{};
  auto way = course{s.sells, s.settings, 1};
  auto seen = std::set<std::pair<std::size_t, std::size_t>>{};
  for (auto i = 0; i < 1'000; ++i) {
    way.begin(scenario::hold, s.chance);
    seen.emplace(way.wanted().from, way.wanted().to);
  }
  EXPECT_THAT(seen, testing::ElementsAre(std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}));
}

TEST(course, that_only_reads_sends_no_key_and_no_token) {
  auto s = shop{};
  auto way = course{s.sells, s.settings, 1};
  way.begin(scenario::search, s.chance);
  EXPECT_THAT(way.request(),
              StartsWith("GET /api/v1/journeys?from=A&to=C&date=2026-11-22 HTTP/1.1"));
  EXPECT_THAT(way.request(), Not(HasSubstr("Idempotency-Key")));
  EXPECT_THAT(way.request(), Not(HasSubstr("Authorization")));
}

}  // namespace
}  // namespace chepiao::load
