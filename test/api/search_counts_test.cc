#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "test/api/shop.h"

// A search is answered from an earlier answer only while nothing that it shows has changed.

namespace chepiao::test {
namespace {

// 2026-11-22T08:00:00+08:00: G1 leaves.
constexpr auto kEight = instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

class search_counts : public testing::Test {
 protected:
  http_response search(header_list const& headers = {}) {
    return client.get("/api/v1/journeys?from=Aton&to=Cton&date=2026-11-23", headers);
  }
  // Free seats of second class on G1; asks twice, so that the second answer is the remembered one.
  std::string left() {
    auto const first = search();
    auto const second = search();
    EXPECT_EQ(first.body, second.body);
    EXPECT_EQ(first.header("etag"), second.header("etag"));
    return text_at(second, "/journeys/0/classes/0/available");
  }
  std::string hold(std::string const& body) {
    auto const held =
        client.post("/api/v1/orders", body, as(token, "key-" + std::to_string(++asked)));
    EXPECT_EQ(held.status, 201) << held.body;
    return "/api/v1/orders/" + text_at(held, "/order_id");
  }
  http_response post(std::string const& target, std::string const& body) {
    auto done = client.post(target, body, as(token, "key-" + std::to_string(++asked)));
    EXPECT_EQ(done.status, 200) << done.body;
    return done;
  }

  shop world;
  std::string token = world.sign_up("wei");
  http_client client = world.connect();
  int asked = 0;
};

TEST_F(search_counts, are_exact_after_every_command) {
  EXPECT_EQ(left(), "4");
  auto const first = hold(order_body(departure()));
  EXPECT_EQ(left(), "3");
  auto const second = hold(order_body(departure(), "Aton", "Bton", kWei + "," + kMaria));
  EXPECT_EQ(left(), "1");
  post(second + "/cancel", "{}");
  EXPECT_EQ(left(), "3");
  post(first + "/payments", R"({"method":"sandbox"})");
  EXPECT_EQ(left(), "3");
  post(first + "/refunds", "{}");
  EXPECT_EQ(left(), "4");
}

TEST_F(search_counts, are_exact_after_a_hold_on_any_departure_shown) {
  EXPECT_EQ(left(), "4");
  hold(order_body(departure(1)));
  EXPECT_EQ(text_at(search(), "/journeys/1/classes/0/available"), "99");
  EXPECT_EQ(left(), "4");
}

TEST_F(search_counts, are_exact_after_an_expiry) {
  hold(order_body(departure()));
  EXPECT_EQ(left(), "3");
  world.advance(seconds{600});
  // The timer's command comes before what is asked for later.
  EXPECT_EQ(client.get("/api/v1/departures/" + departure() + "/seats?class=second").status, 200);
  EXPECT_EQ(left(), "4");
}

TEST_F(search_counts, are_told_as_unchanged_only_while_they_are) {
  auto const shown = search();
  ASSERT_TRUE(shown.header("etag"));
  EXPECT_EQ(shown.header("cache-control"), "no-cache");
  auto const known = header_list{{"If-None-Match", *shown.header("etag")}};
  auto const again = search(known);
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(again.header("etag"), shown.header("etag"));
  auto const order = hold(order_body(departure()));
  auto const changed = search(known);
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(text_at(changed, "/journeys/0/classes/0/available"), "3");
  post(order + "/cancel", "{}");
  EXPECT_EQ(text_at(search(known), "/journeys/0/classes/0/available"), "4");
}

TEST_F(search_counts, are_not_told_as_unchanged_after_a_restart) {
  auto const known = header_list{{"If-None-Match", *search().header("etag")}};
  world.restart();
  client = world.connect();
  EXPECT_EQ(search(known).status, 200);
}

TEST_F(search_counts, of_another_question_are_another_answer) {
  auto tags = std::set<std::string>{};
  for (auto const* query :
       {"from=Aton&to=Cton&date=2026-11-23", "from=Aton&to=Cton&date=2026-11-24",
        "from=Aton&to=Bton&date=2026-11-23", "from=Bton&to=Cton&date=2026-11-23",
        "from=Bton&to=Dton&date=2026-11-23"}) {
    auto const told = client.get(std::string{"/api/v1/journeys?"} + query);
    ASSERT_EQ(told.status, 200) << told.body;
    EXPECT_TRUE(tags.insert(told.header("etag").value_or("none")).second) << query;
  }
}

TEST_F(search_counts, of_trains_that_left_are_not_remembered) {
  auto const offered = [&] {
    auto const target = "/api/v1/journeys?from=Aton&to=Cton&date=2026-11-22";
    auto const told = client.get(target);
    EXPECT_EQ(client.get(target).header("etag"), told.header("etag"));
    return parsed(told).at("journeys").as_array().size();
  };
  EXPECT_EQ(offered(), 2U);
  world.advance(kEight - world.time.now() - milliseconds{1});
  EXPECT_EQ(offered(), 2U);
  world.advance(milliseconds{1});
  EXPECT_EQ(offered(), 1U);
}

TEST_F(search_counts, of_a_day_are_refused_when_it_is_over) {
  auto const midnight = kEight + std::chrono::hours{24 + 16};
  world.advance(midnight - world.time.now() - milliseconds{1});
  EXPECT_EQ(text_at(search(), "/journeys"), "[]");
  EXPECT_EQ(text_at(search(), "/journeys"), "[]");
  world.advance(milliseconds{1});
  auto const late = search();
  EXPECT_EQ(late.status, 422);
  EXPECT_EQ(text_at(late, "/code"), "past_date");
}

TEST_F(search_counts, of_an_old_timetable_are_forgotten_by_an_import) {
  auto const known = header_list{{"If-None-Match", *search().header("etag")}};
  EXPECT_EQ(left(), "4");
  auto next = small_world{};
  next.add({.number = "G1",
            .stops = {"Aton", "Bton", "Cton"},
            .classes = {{.code = "second", .seats = 7}},
            .seats_per_row = 2});
  next.finish();
  world.reimport(std::move(next));
  client = world.connect();
  EXPECT_EQ(search(known).status, 200);
  EXPECT_EQ(left(), "7");
}

}  // namespace
}  // namespace chepiao::test
