#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

TEST(main_job, runs_from_search_to_refund) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();

  auto const found = client.get("/api/v1/journeys?from=Aton&to=Cton&date=2026-11-23");
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(text_at(found, "/journeys/0/legs/0/service"), "G1");
  EXPECT_EQ(text_at(found, "/journeys/0/legs/0/from/code"), "Aton");
  EXPECT_EQ(text_at(found, "/journeys/0/legs/0/departs_at"), "2026-11-23T08:00:00+08:00");
  EXPECT_EQ(text_at(found, "/journeys/0/legs/0/arrives_at"), "2026-11-23T09:02:00+08:00");
  EXPECT_EQ(text_at(found, "/journeys/0/duration_minutes"), "62");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/1/available"), "1");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/0/class"), "second");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/0/available"), "4");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/0/price/amount"), "2000");
  EXPECT_EQ(text_at(found, "/journeys/0/classes/0/price/currency"), "CNY");
  auto const departure_id = text_at(found, "/journeys/0/legs/0/departure_id");

  auto const held =
      client.post("/api/v1/orders", order_body(departure_id, "Aton", "Cton", kWei + "," + kMaria),
                  as(token, "hold-1"));
  ASSERT_EQ(held.status, 201) << held.body;
  EXPECT_EQ(text_at(held, "/status"), "RESERVED");
  EXPECT_EQ(text_at(held, "/hold_expires_at"), "2026-11-22T06:36:40+08:00");
  EXPECT_EQ(text_at(held, "/total/amount"), "3000");
  EXPECT_EQ(text_at(held, "/tickets/0/passenger/name"), "王伟");
  EXPECT_EQ(text_at(held, "/tickets/1/passenger/type"), "child");
  EXPECT_EQ(text_at(held, "/tickets/1/price/amount"), "1000");
  EXPECT_EQ(text_at(held, "/tickets/0/from/code"), "Aton");
  EXPECT_NE(text_at(held, "/tickets/0/seat"), text_at(held, "/tickets/1/seat"));
  EXPECT_EQ(held.body.find("11010519491231002X"), std::string::npos)
      << "document numbers are masked";
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  EXPECT_EQ(held.header("location"), order);
  EXPECT_EQ(held.header("cache-control"), "no-store");

  auto const fewer = client.get("/api/v1/journeys?from=Aton&to=Cton&date=2026-11-23");
  EXPECT_EQ(text_at(fewer, "/journeys/0/classes/0/available"), "2");

  auto const paid = client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "pay-1"));
  ASSERT_EQ(paid.status, 200) << paid.body;
  EXPECT_EQ(text_at(paid, "/status"), "TICKETED");
  EXPECT_EQ(text_at(paid, "/hold_expires_at"), "null");

  auto const code = client.get(order + "/tickets/1/qr.svg", as(token));
  ASSERT_EQ(code.status, 200);
  EXPECT_EQ(code.header("content-type"), "image/svg+xml");
  EXPECT_TRUE(code.body.starts_with("<svg"));

  auto const half = client.post(
      order + "/refunds", R"({"ticket_ids":[")" + text_at(held, "/tickets/0/ticket_id") + R"("]})",
      as(token, "refund-1"));
  ASSERT_EQ(half.status, 200) << half.body;
  EXPECT_EQ(text_at(half, "/status"), "TICKETED");
  EXPECT_EQ(text_at(half, "/refunded/amount"), "2000");
  EXPECT_EQ(text_at(half, "/tickets/0/status"), "REFUNDED");
  EXPECT_EQ(text_at(half, "/tickets/1/status"), "TICKETED");
  EXPECT_EQ(client.get(order + "/tickets/1/qr.svg", as(token)).status, 404);

  auto const rest = client.request("POST", order + "/refunds", "", as(token, "refund-2"));
  ASSERT_EQ(rest.status, 200) << rest.body;
  EXPECT_EQ(text_at(rest, "/status"), "REFUNDED");
  auto const all = client.get("/api/v1/journeys?from=Aton&to=Cton&date=2026-11-23");
  EXPECT_EQ(text_at(all, "/journeys/0/classes/0/available"), "4");
}

TEST(main_job, is_kept_over_a_restart) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto const held = world.connect().post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(held.status, 201) << held.body;
  world.restart();
  auto client = world.connect();
  auto const order = client.get("/api/v1/orders/" + text_at(held, "/order_id"), as(token));
  EXPECT_EQ(order.status, 200);
  EXPECT_EQ(order.body, held.body);
  auto const again = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, held.body);
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
}

TEST(main_job, lets_the_buyer_choose_a_seat_from_the_map) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  auto const map_of = "/api/v1/departures/" + departure() + "/seats?class=second";
  auto const before = client.get(map_of);
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_EQ(text_at(before, "/free"), "4");
  EXPECT_EQ(text_at(before, "/coaches/0/number"), "01");
  EXPECT_EQ(text_at(before, "/coaches/0/seats/3/label"), "02B");
  auto const body =
      R"({"legs":[{"departure_id":")" + departure() +
      R"(","from":"Aton","to":"Bton","class":"second","seats":[{"coach":"01","seat":"02B"}]}],)"
      R"("passengers":[)" +
      kWei + "]}";
  auto const held = client.post("/api/v1/orders", body, as(token, "seat"));
  ASSERT_EQ(held.status, 201) << held.body;
  EXPECT_EQ(text_at(held, "/tickets/0/seat"), "02B");
  auto const after = client.get(map_of + "&from=Aton&to=Bton");
  EXPECT_EQ(text_at(after, "/free"), "3");
  EXPECT_EQ(text_at(after, "/coaches/0/seats/3/status"), "taken");
  auto const beyond = client.get(map_of + "&from=Bton&to=Cton");
  EXPECT_EQ(text_at(beyond, "/free"), "4");
}

TEST(main_job, gives_cancelled_seats_back) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const gone = client.request("POST", order + "/cancel", "", as(token, "c"));
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(text_at(gone, "/status"), "CANCELLED");
  auto const seats = client.get("/api/v1/departures/" + departure() + "/seats?class=second");
  EXPECT_EQ(text_at(seats, "/free"), "4");
  EXPECT_EQ(text_at(client.get(order, as(token)), "/tickets/0/status"), "CANCELLED");
}

}  // namespace
}  // namespace chepiao::test
