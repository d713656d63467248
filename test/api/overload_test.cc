#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

using namespace std::chrono_literals;

class noting_responder final : public http::responder {
 public:
  explicit noting_responder(http::response& into) : into_{into} {}
  void respond(http::response answer) override { into_ = std::move(answer); }
  std::shared_ptr<http::event_stream> stream() override { return nullptr; }

 private:
  http::response& into_;
};

// What an unsigned request without a body is answered when connections wait so long to be read.
http::response answer_at(shop const& world,
                         milliseconds lag,
                         std::string const& method,
                         std::string const& pattern) {
  auto answer = http::response{.status = 0};
  for (auto const& route : world.routes()) {
    if (route.method == method && route.pattern == pattern) {
      auto request = http::request{};
      request.method = method;
      request.path = pattern;
      request.captures = {"1", "1"};
      request.lag = lag;
      route.handle(std::move(request), std::make_unique<noting_responder>(answer));
    }
  }
  return answer;
}

struct guarded_route {
  std::string method;
  std::string pattern;
  milliseconds lag_max;
};

auto const kGuarded = std::vector<guarded_route>{
    {"GET", "/api/v1/journeys", 75ms},
    {"GET", "/api/v1/departures/{id}", 75ms},
    {"GET", "/api/v1/departures/{id}/seats", 75ms},
    {"GET", "/api/v1/departures/{id}/availability", 75ms},
    {"POST", "/api/v1/accounts", 150ms},
    {"POST", "/api/v1/sessions", 150ms},
    {"POST", "/api/v1/orders", 150ms},
    {"GET", "/api/v1/orders", 300ms},
    {"GET", "/api/v1/orders/{id}", 300ms},
    {"GET", "/api/v1/orders/{id}/tickets/{n}/qr.svg", 300ms},
};

TEST(overload, turns_the_less_urgent_away_first_and_before_looking_at_them) {
  auto const world = shop{};
  for (auto const& each : kGuarded) {
    auto const calm = answer_at(world, each.lag_max, each.method, each.pattern);
    EXPECT_NE(calm.status, 503) << each.pattern;
    EXPECT_GE(calm.status, 400) << each.pattern;
    auto const late = answer_at(world, 1h, each.method, each.pattern);
    EXPECT_EQ(late.status, 503) << each.pattern;
    EXPECT_NE(late.body.find("\"code\":\"overloaded\""), std::string::npos) << each.pattern;
    auto const wait =
        std::ranges::find(late.headers, "Retry-After", &std::pair<std::string, std::string>::first);
    ASSERT_NE(wait, late.headers.end()) << each.pattern;
    EXPECT_GE(std::stoi(wait->second), 1);
    EXPECT_LE(std::stoi(wait->second), 5);
  }
}

TEST(overload, never_turns_away_who_pays_because_it_is_late) {
  auto const world = shop{};
  for (auto const* pattern : {"/api/v1/orders/{id}/payments", "/api/v1/orders/{id}/cancel",
                              "/api/v1/orders/{id}/refunds"}) {
    EXPECT_EQ(answer_at(world, 1h, "POST", pattern).status, 401) << pattern;
  }
  EXPECT_EQ(answer_at(world, 1h, "DELETE", "/api/v1/sessions").status, 401);
  EXPECT_EQ(answer_at(world, 1h, "GET", "/healthz").status, 200);
  EXPECT_EQ(answer_at(world, 1h, "GET", "/metrics").status, 200);
}

TEST(overload, turns_away_as_many_as_are_too_many) {
  auto const world = shop{};
  auto refused = 0;
  for (auto i = 0; i < 300; ++i) {
    refused += answer_at(world, 225ms, "POST", "/api/v1/orders").status == 503 ? 1 : 0;
  }
  EXPECT_EQ(refused, 100) << "150 of 225 ms are allowed";
}

TEST(overload, is_counted_by_urgency) {
  auto const world = shop{};
  for (auto i = 0; i < 10; ++i) {
    answer_at(world, 1s, "GET", "/api/v1/journeys");
    answer_at(world, 1s, "POST", "/api/v1/orders");
  }
  auto const text = answer_at(world, 0ms, "GET", "/metrics").body;
  for (auto const* line : {"chepiao_overloaded_total{urgency=\"browse\",why=\"lag\"} 10\n",
                           "chepiao_overloaded_total{urgency=\"hold\",why=\"lag\"} 9\n",
                           "chepiao_overloaded_total{urgency=\"order_read\",why=\"lag\"} 0\n",
                           "chepiao_overloaded_total{urgency=\"money\",why=\"lag\"} 0\n",
                           "chepiao_overloaded_total{urgency=\"money\",why=\"queue\"} 0\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace chepiao::test
