#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "base/refusal.h"
#include "test/api/contract.h"
#include "test/api/shop.h"

namespace chepiao::test {
namespace {

namespace json = boost::json;

std::string upper(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
  return out;
}

void expect_references_resolve(json::object const& contract, json::value const& value) {
  if (auto const* object = value.if_object()) {
    EXPECT_NO_THROW(resolved(contract, *object)) << json::serialize(*object);
    for (auto const& [key, member] : *object) {
      expect_references_resolve(contract, member);
    }
  } else if (auto const* list = value.if_array()) {
    for (auto const& element : *list) {
      expect_references_resolve(contract, element);
    }
  }
}

std::set<std::string> parameters_of(json::object const& contract,
                                    json::object const& operation,
                                    std::string_view where) {
  auto names = std::set<std::string>{};
  if (auto const* parameters = operation.if_contains("parameters")) {
    for (auto const& each : parameters->as_array()) {
      auto const& parameter = resolved(contract, each.as_object());
      if (parameter.at("in").as_string() == where) {
        names.emplace(parameter.at("name").as_string());
      }
    }
  }
  return names;
}

std::set<std::string> captures_of(std::string const& pattern) {
  auto names = std::set<std::string>{};
  for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
    names.insert(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
  }
  return names;
}

TEST(contract, knows_every_route_and_no_other) {
  auto world = shop{};
  auto const contract = load_contract();
  auto served = std::set<std::pair<std::string, std::string>>{};
  for (auto const& route : world.routes()) {
    served.emplace(route.method, route.pattern);
  }
  auto described = std::set<std::pair<std::string, std::string>>{};
  for (auto const& [path, methods] : contract.at("paths").as_object()) {
    for (auto const& [method, operation] : methods.as_object()) {
      described.emplace(upper(method), std::string{path});
    }
  }
  EXPECT_EQ(served, described);
}

TEST(contract, describes_inputs_as_routes_take_them) {
  auto world = shop{};
  auto const contract = load_contract();
  for (auto const& route : world.routes()) {
    auto const& operation = operation_of(contract, route.method, route.pattern);
    auto const name = route.method + " " + route.pattern;
    EXPECT_EQ(operation.contains("requestBody"), route.body_max > 0) << name;
    EXPECT_EQ(parameters_of(contract, operation, "path"), captures_of(route.pattern)) << name;
    auto const keyed = route.method == "POST" && route.pattern != "/api/v1/sessions";
    EXPECT_EQ(parameters_of(contract, operation, "header").contains("Idempotency-Key"), keyed)
        << name;
  }
}

TEST(contract, has_no_loose_ends) {
  auto const contract = load_contract();
  expect_references_resolve(contract, contract);
  auto ids = std::set<std::string>{};
  for (auto const& [path, methods] : contract.at("paths").as_object()) {
    for (auto const& [method, operation] : methods.as_object()) {
      EXPECT_TRUE(ids.emplace(operation.at("operationId").as_string()).second) << path;
    }
  }
}

TEST(contract, lists_every_refusal) {
  auto const contract = load_contract();
  auto listed = std::set<std::string>{};
  for (auto const& code : contract.at("components")
                              .at("schemas")
                              .at("Problem")
                              .at("properties")
                              .at("code")
                              .at("enum")
                              .as_array()) {
    listed.emplace(code.as_string());
  }
  auto known = std::set<std::string>{"internal"};
  for (auto const& row : refusal_table()) {
    known.emplace(row.wire_code);
  }
  EXPECT_EQ(listed, known);
}

TEST(contract, is_served_as_it_is_written) {
  auto world = shop{};
  auto const served = world.connect().get("/openapi.json");
  EXPECT_EQ(served.status, 200);
  EXPECT_EQ(served.body, contract_text());
}

// Asks and checks the answer against the schema that the contract promises for it.
class promised : public testing::Test {
 protected:
  http_response expect(std::string const& method,
                       std::string const& pattern,
                       std::string const& target,
                       std::string const& body,
                       int status) {
    auto client = world.connect();
    auto headers = as(token, "key-" + std::to_string(++asked));
    auto response = body.empty() ? client.request(method, target, "", headers)
                                 : client.post(target, body, headers);
    EXPECT_EQ(response.status, status) << target << response.body;
    auto const& promise = resolved(contract, operation_of(contract, method, pattern)
                                                 .at("responses")
                                                 .at(std::to_string(status))
                                                 .as_object());
    auto const& [type, media] = *promise.at("content").as_object().begin();
    EXPECT_EQ(response.header("content-type"), std::string{type});
    EXPECT_EQ(difference(contract, media.at("schema").as_object(), parsed(response)), "")
        << target << "\n"
        << response.body;
    return response;
  }

  json::object contract = load_contract();
  shop world;
  std::string token = world.sign_up("wei");
  int asked = 0;
};

TEST_F(promised, searches_keep_their_shape) {
  auto const d = "/api/v1/departures/";
  expect("GET", "/api/v1/settings", "/api/v1/settings", "", 200);
  expect("GET", "/api/v1/stations", "/api/v1/stations?q=a", "", 200);
  expect("GET", "/api/v1/journeys", "/api/v1/journeys?from=Aton&to=Cton&date=2026-11-23", "", 200);
  expect("GET", "/api/v1/journeys", "/api/v1/journeys?from=Bton&to=Dton&date=2026-11-23", "", 200);
  expect("GET", "/api/v1/journeys", "/api/v1/journeys?from=Aton&to=Cton&date=2026-11-20", "", 422);
  expect("GET", "/api/v1/departures/{id}", d + departure(), "", 200);
  expect("GET", "/api/v1/departures/{id}", d + std::string{"77-20261123"}, "", 404);
  expect("GET", "/api/v1/departures/{id}/seats", d + departure() + "/seats?class=second", "", 200);
}

TEST_F(promised, orders_keep_their_shape) {
  auto const o = std::string{"/api/v1/orders"};
  auto const held =
      expect("POST", o, o, order_body(departure(), "Aton", "Cton", kWei + "," + kMaria), 201);
  auto const mine = o + "/" + text_at(held, "/order_id");
  expect("GET", o + "/{id}", mine, "", 200);
  expect("POST", o + "/{id}/payments", mine + "/payments", R"({"method":"sandbox"})", 200);
  expect("POST", o + "/{id}/refunds", mine + "/refunds", "{}", 200);
  expect("POST", o + "/{id}/refunds", mine + "/refunds", "{}", 409);
  auto const second = expect("POST", o, o, order_body(departure()), 201);
  expect("POST", o + "/{id}/cancel", o + "/" + text_at(second, "/order_id") + "/cancel", "{}", 200);
  expect("GET", o, o + "?limit=1", "", 200);
  expect("POST", o, o, "{", 400);
  expect("POST", o, o, order_body("77-20261123"), 404);
}

TEST_F(promised, accounts_keep_their_shape) {
  expect("POST", "/api/v1/accounts", "/api/v1/accounts",
         R"({"username":"maria","password":"correct horse","email":"m@example.com"})", 201);
  expect("POST", "/api/v1/sessions", "/api/v1/sessions",
         R"({"username":"maria","password":"correct horse"})", 201);
  expect("POST", "/api/v1/sessions", "/api/v1/sessions",
         R"({"username":"maria","password":"wrong horse"})", 401);
}

}  // namespace
}  // namespace chepiao::test
