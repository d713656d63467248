#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "test/api/contract.h"
#include "test/api/shop.h"

namespace chepiao::test {
namespace {

enum class access : std::uint8_t {
  everybody,
  signed_in,  // each sees what is theirs
  owner,      // another's looks like nothing
};

struct row {
  std::string_view method;
  std::string_view pattern;
  access who{};
  int owner_gets = 200;
  std::string_view body = {};
  std::string_view order_is = "RESERVED";
};

// Who may do what. A route without a row fails the test.
constexpr auto kRows = std::to_array<row>({
    {"GET", "/api/v1/settings", access::everybody},
    {"GET", "/api/v1/stations", access::everybody},
    {"GET", "/api/v1/journeys", access::everybody},
    {"GET", "/api/v1/departures/{id}", access::everybody},
    {"GET", "/api/v1/departures/{id}/seats", access::everybody},
    {"GET", "/api/v1/departures/{id}/availability", access::everybody},
    {"POST", "/api/v1/accounts", access::everybody, 201,
     R"({"username":"newcomer","password":"correct horse","email":"a@example.com"})"},
    {"POST", "/api/v1/sessions", access::everybody, 201,
     R"({"username":"owner","password":"correct horse"})"},
    {"DELETE", "/api/v1/sessions", access::signed_in, 204},
    {"POST", "/api/v1/orders", access::signed_in, 201,
     R"({"legs":[{"departure_id":"1-20261123","from":"Aton","to":"Cton","class":"second"}],)"
     R"("passengers":[{"name":"A B","document_type":"passport","document_number":"PX000001"}]})"},
    {"GET", "/api/v1/orders", access::signed_in},
    {"GET", "/api/v1/orders/{id}", access::owner},
    {"POST", "/api/v1/orders/{id}/payments", access::owner, 200, R"({"method":"sandbox"})"},
    {"POST", "/api/v1/orders/{id}/cancel", access::owner, 200, "{}"},
    {"POST", "/api/v1/orders/{id}/refunds", access::owner, 200, "{}", "TICKETED"},
    {"GET", "/api/v1/orders/{id}/tickets/{n}/qr.svg", access::owner, 200, {}, "TICKETED"},
    {"GET", "/healthz", access::everybody},
    {"GET", "/readyz", access::everybody},
    {"GET", "/metrics", access::everybody},
    {"GET", "/openapi.json", access::everybody},
    {"GET", "/api", access::everybody},
    {"GET", "/api/style.css", access::everybody},
});

void replace(std::string& text, std::string_view what, std::string_view with) {
  if (auto const at = text.find(what); at != std::string::npos) {
    text.replace(at, what.size(), with);
  }
}

class authz : public testing::TestWithParam<row> {
 protected:
  std::string order() {
    auto client = world.connect();
    auto const held = client.post("/api/v1/orders", order_body(departure()), as(owner, "held"));
    auto id = text_at(held, "/order_id");
    if (GetParam().order_is == "TICKETED") {
      client.post("/api/v1/orders/" + id + "/payments", R"({"method":"sandbox"})",
                  as(owner, "paid"));
    }
    return id;
  }
  std::string target() {
    auto path = std::string{GetParam().pattern};
    if (path.find("/departures/") != std::string::npos) {
      replace(path, "{id}", departure());
      path += "?class=second";
    }
    if (path == "/api/v1/journeys") {
      path += "?from=Aton&to=Cton&date=2026-11-23";
    }
    replace(path, "{n}", "1");
    if (path.find("{id}") != std::string::npos) {
      replace(path, "{id}", order());
    }
    return path;
  }
  http_response ask(std::string const& path, header_list headers) {
    auto const& r = GetParam();
    auto client = world.connect();
    headers.emplace_back("Idempotency-Key", "asked");
    return r.body.empty() ? client.request(std::string{r.method}, path, "", headers)
                          : client.post(path, std::string{r.body}, headers);
  }

  shop world;
  std::string owner = world.sign_up("owner");
  std::string other = world.sign_up("other");
};

TEST_P(authz, holds) {
  auto const& r = GetParam();
  auto const path = target();
  auto const anonymous = ask(path, {});
  auto const forged = ask(path, as(std::string(43, 'A')));
  if (r.who == access::everybody) {
    EXPECT_EQ(anonymous.status, r.owner_gets) << anonymous.body;
    return;
  }
  for (auto const& refused :
       {anonymous, forged, ask(path, {{"Authorization", "Basic " + owner}})}) {
    EXPECT_EQ(refused.status, 401) << refused.body;
    EXPECT_EQ(text_at(refused, "/code"), "unauthenticated");
    EXPECT_EQ(refused.header("www-authenticate"), "Bearer");
  }
  auto const stranger = ask(path, as(other));
  EXPECT_EQ(stranger.status, r.who == access::owner ? 404 : r.owner_gets) << stranger.body;
  auto const mine = ask(path, as(owner));
  EXPECT_EQ(mine.status, r.owner_gets) << mine.body;
  auto const late = world.sign_up("late");
  world.advance(std::chrono::hours{13});
  EXPECT_EQ(ask(path, as(late)).status, 401) << "the session is over";
}

std::string name_of(testing::TestParamInfo<row> const& info) {
  auto name = std::string{info.param.method} + std::string{info.param.pattern};
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(every_route, authz, testing::ValuesIn(kRows), name_of);

TEST(authz_table, has_a_row_for_every_route) {
  auto world = shop{};
  for (auto const& route : world.routes()) {
    EXPECT_EQ(std::ranges::count_if(kRows,
                                    [&](row const& r) {
                                      return r.method == route.method && r.pattern == route.pattern;
                                    }),
              1)
        << route.method << " " << route.pattern;
  }
  EXPECT_EQ(world.routes().size(), kRows.size());
}

TEST(authz_table, says_what_the_contract_says) {
  auto const contract = load_contract();
  for (auto const& r : kRows) {
    auto const& operation = operation_of(contract, r.method, r.pattern);
    EXPECT_EQ(operation.at("security").as_array().empty(), r.who == access::everybody)
        << r.method << " " << r.pattern;
  }
}

}  // namespace
}  // namespace chepiao::test
