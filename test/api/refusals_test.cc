#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

class refusals : public testing::Test {
 protected:
  void expect_order(std::string const& body,
                    int status,
                    std::string const& code,
                    std::string const& field = {}) {
    auto const response =
        client.post("/api/v1/orders", body, as(token, "key-" + std::to_string(++count)));
    EXPECT_EQ(response.status, status) << body << "\n" << response.body;
    EXPECT_EQ(response.header("content-type"), "application/problem+json");
    EXPECT_EQ(text_at(response, "/code"), code) << body;
    if (!field.empty()) {
      EXPECT_EQ(text_at(response, "/field"), field) << body;
    }
  }
  void expect_get(std::string const& target, int status, std::string const& code) {
    auto const response = client.get(target);
    EXPECT_EQ(response.status, status) << target << "\n" << response.body;
    EXPECT_EQ(text_at(response, "/code"), code) << target;
  }
  static std::string with_passenger(std::string const& json) {
    return order_body(departure(), "Aton", "Cton", json);
  }
  static std::string with_leg(std::string const& json) {
    return R"({"legs":[)" + json + R"(],"passengers":[)" + kWei + "]}";
  }

  shop world;
  std::string token = world.sign_up("wei");
  http_client client = world.connect();
  int count = 0;
};

TEST_F(refusals, name_json_that_is_none) {
  for (auto const* body : {"", "{", "nonsense", "{\"legs\":[}", "[1,2", "{'a':1}", "{\"a\":1,}",
                           "\xff\xfe", "{\"legs\":[],\"legs\":[]}", "{\"a\":{\"b\":1,\"b\":2}}",
                           "{} {}", "[[[[[[[[[[[[1]]]]]]]]]]]]", "{\"a\":\"\xc3\x28\"}"}) {
    expect_order(body, 400, "malformed_json");
  }
}

TEST_F(refusals, name_the_field_that_does_not_fit) {
  expect_order("[]", 422, "invalid_field", "body");
  expect_order("7", 422, "invalid_field", "body");
  expect_order("{}", 422, "invalid_field", "legs");
  expect_order(R"({"legs":"G1","passengers":[]})", 422, "invalid_field", "legs");
  expect_order(R"({"legs":[],"passengers":[]})", 422, "invalid_field", "legs");
  expect_order(R"({"legs":[{}],"passengers":[]})", 422, "invalid_field", "passengers");
  expect_order(R"({"legs":[7],"passengers":[{}]})", 422, "invalid_field", "legs[0]");
  expect_order(R"({"legs":[{}],"passengers":[{}],"coupon":"x"})", 422, "invalid_field", "coupon");
  expect_order(with_leg(R"({"departure_id":1042,"from":"Aton","to":"Cton","class":"second"})"), 422,
               "invalid_field", "legs[0].departure_id");
  expect_order(
      with_leg(R"({"departure_id":"0-20261123","from":null,"to":"Cton","class":"second"})"), 422,
      "invalid_field", "legs[0].from");
  expect_order(
      with_leg(
          R"({"departure_id":"0-20261123","from":"Aton","to":"Cton","class":"second","seats":[]},{})"),
      422, "invalid_field", "legs[1].departure_id");
  expect_order(
      with_leg(R"({"departure_id":"0-20261123","from":"Aton","to":"Cton","class":"second",)"
               R"("seats":[{"coach":"01","seat":"01A"},{"coach":"01","seat":"01B"}]})"),
      422, "invalid_field", "legs[0].seats");
  expect_order(with_passenger("7"), 422, "invalid_field", "passengers[0]");
  expect_order(
      with_passenger(R"({"name":7,"document_type":"passport","document_number":"PX000001"})"), 422,
      "invalid_field", "passengers[0].name");
  expect_order(
      with_passenger(R"({"name":"A B","document_type":"licence","document_number":"PX000001"})"),
      422, "invalid_field", "passengers[0].document_type");
  expect_order(
      with_passenger(
          R"({"name":"A B","document_type":"resident_id","document_number":"110105194912310021"})"),
      422, "invalid_field", "passengers[0].document_number");
  expect_order(
      with_passenger(
          R"({"name":"A B","document_type":"passport","document_number":"PX000001","type":"dog"})"),
      422, "invalid_field", "passengers[0].type");
  expect_order(
      with_passenger(
          R"({"name":"A B","document_type":"passport","document_number":"PX000001","age":7})"),
      422, "invalid_field", "passengers[0].age");
}

TEST_F(refusals, name_what_is_unknown) {
  expect_order(order_body("77-20261123"), 404, "unknown_departure", "legs[0].departure_id");
  expect_order(order_body("G1"), 404, "unknown_departure", "legs[0].departure_id");
  expect_order(order_body(departure(), "Nowhere"), 404, "unknown_station", "legs[0].from");
  expect_order(order_body(departure(), "Aton", "Cton", kWei, "third"), 404, "unknown_class",
               "legs[0].class");
  expect_order(order_body(departure(), "Aton", "Dton"), 409, "not_served");
  expect_order(order_body(departure(), "Cton", "Aton"), 409, "not_served");
  expect_order(order_body(departure(), "Aton", "Aton"), 409, "not_served");
  expect_order(
      with_leg(R"({"departure_id":"0-20261123","from":"Aton","to":"Cton","class":"second",)"
               R"("seats":[{"coach":"09","seat":"01A"}]})"),
      404, "unknown_seat");
}

TEST_F(refusals, come_from_the_rules_of_the_sale) {
  expect_order(order_body(departure(0, 15)), 409, "not_on_sale");
  expect_order(order_body(departure(0, -1)), 422, "past_date");
  expect_order(order_body(departure(2), "Bton", "Dton", kWei, "seat"), 409, "no_fare");
  expect_order(order_body(departure(), "Aton", "Cton", kWei + "," + kWei), 422,
               "duplicate_passenger");
  auto many = passenger(0);
  for (auto i = 1; i <= 5; ++i) {
    many += "," + passenger(i);
  }
  expect_order(order_body(departure(1), "Aton", "Cton", many), 422, "too_many_passengers",
               "passengers");
}

TEST_F(refusals, say_departed_once_the_train_has_left_this_stop) {
  world.advance(std::chrono::hours{1} + std::chrono::minutes{34});  // 08:00:40
  expect_order(order_body(departure(0, 0), "Aton", "Cton"), 409, "departed");
  auto const further = client.post("/api/v1/orders", order_body(departure(0, 0), "Bton", "Cton"),
                                   as(token, "further"));
  EXPECT_EQ(further.status, 201) << further.body;
}

TEST_F(refusals, say_sold_out_when_the_last_seat_is_gone) {
  auto four = passenger(0);
  for (auto i = 1; i < 4; ++i) {
    four += "," + passenger(i);
  }
  auto const held = client.post("/api/v1/orders", order_body(departure(), "Aton", "Bton", four),
                                as(token, "all"));
  ASSERT_EQ(held.status, 201) << held.body;
  expect_order(order_body(departure()), 409, "sold_out");
  auto const beyond =
      client.post("/api/v1/orders", order_body(departure(), "Bton", "Cton"), as(token, "beyond"));
  EXPECT_EQ(beyond.status, 201) << beyond.body;
}

TEST_F(refusals, of_searches_name_place_and_day) {
  expect_get("/api/v1/journeys?from=Aton&to=Nowhere&date=2026-11-23", 404, "unknown_station");
  expect_get("/api/v1/journeys?from=Aton&to=Cton&date=2026-11-21", 422, "past_date");
  expect_get("/api/v1/journeys?from=Aton&to=Cton&date=2026-12-07", 409, "not_on_sale");
  expect_get("/api/v1/journeys?from=Aton&to=Cton&date=2026-13-07", 422, "invalid_field");
  expect_get("/api/v1/journeys?from=Aton&to=Cton&date=tomorrow", 422, "invalid_field");
  expect_get("/api/v1/journeys?from=Aton&date=2026-11-23", 422, "invalid_field");
  expect_get("/api/v1/stations?q=a&limit=0", 422, "invalid_field");
  expect_get("/api/v1/stations?q=a&limit=99999999999999999999999", 422, "invalid_field");
  expect_get("/api/v1/departures/0-20261199", 404, "unknown_departure");
  expect_get("/api/v1/departures/" + departure() + "/seats", 422, "invalid_field");
  expect_get("/api/v1/departures/" + departure() + "/seats?class=third", 404, "unknown_class");
  expect_get("/api/v1/departures/" + departure() + "/seats?class=second&from=Dton", 409,
             "not_served");
  expect_get("/api/v1/departures/" + departure() + "/availability?from=Nowhere", 404,
             "unknown_station");
  expect_get("/api/v1/nothing", 404, "not_found");
}

TEST_F(refusals, want_json_by_name_and_in_measure) {
  auto headers = as(token, "k");
  auto const untyped = client.request("POST", "/api/v1/orders", "{}", headers);
  EXPECT_EQ(untyped.status, 415);
  EXPECT_EQ(text_at(untyped, "/code"), "unsupported_media_type");
  headers.emplace_back("Content-Type", "text/json");
  EXPECT_EQ(client.request("POST", "/api/v1/orders", "{}", headers).status, 415);
  headers.back().second = "Application/JSON; charset=utf-8";
  EXPECT_EQ(text_at(client.request("POST", "/api/v1/orders", "{}", headers), "/code"),
            "invalid_field");
  auto const big = world.connect().post("/api/v1/orders", std::string(70'000, ' '), as(token, "k"));
  EXPECT_EQ(big.status, 413);
  EXPECT_EQ(text_at(big, "/code"), "body_too_large");
}

TEST_F(refusals, of_money_and_tickets_name_them) {
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "hold"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const expect = [&](std::string const& target, std::string const& body, int status,
                          std::string const& code) {
    auto const response = client.post(target, body, as(token, "k" + std::to_string(++count)));
    EXPECT_EQ(response.status, status) << target << body << response.body;
    if (!code.empty()) {
      EXPECT_EQ(text_at(response, "/code"), code) << target << body;
    }
  };
  expect(order + "/payments", R"({"method":"gold"})", 422, "unsupported_payment_method");
  expect(order + "/payments", R"({"method":7})", 422, "invalid_field");
  expect(order + "/payments", "{}", 422, "invalid_field");
  expect(order + "/refunds", "{}", 409, "not_refundable");
  expect(order + "/cancel", R"({"why":"rain"})", 422, "invalid_field");
  expect(order + "/payments", R"({"method":"sandbox"})", 200, "");
  expect(order + "/payments", R"({"method":"sandbox"})", 409, "not_payable");
  expect(order + "/cancel", "{}", 409, "not_cancellable");
  expect(order + "/refunds", R"({"ticket_ids":["1"]})", 404, "unknown_ticket");
  expect(order + "/refunds", R"({"ticket_ids":[1]})", 422, "invalid_field");
  expect(order + "/refunds", R"({"ticket_ids":")" + text_at(held, "/tickets/0/ticket_id") + "\"}",
         422, "invalid_field");
  expect(order + "/refunds", R"({"ticket_ids":[")" + text_at(held, "/order_id") + R"(-2"]})", 404,
         "unknown_ticket");
  expect(order + "/refunds", "{}", 200, "");
  expect(order + "/refunds",
         R"({"ticket_ids":[")" + text_at(held, "/tickets/0/ticket_id") + R"("]})", 409,
         "already_refunded");
}

TEST(limits, one_unpaid_order_at_a_time) {
  auto world = shop{sale_limits{}};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  EXPECT_EQ(client.post("/api/v1/orders", order_body(departure(1)), as(token, "a")).status, 201);
  auto const second = client.post("/api/v1/orders",
                                  order_body(departure(1), "Aton", "Cton", kMaria), as(token, "b"));
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(text_at(second, "/code"), "unpaid_order_exists");
}

}  // namespace
}  // namespace chepiao::test
