#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

TEST(expiry, gives_the_seats_back_at_the_deadline_and_not_before) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(held.status, 201) << held.body;
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");

  world.advance(milliseconds{599'999});
  EXPECT_EQ(text_at(client.get(order, as(token)), "/status"), "RESERVED");
  world.advance(milliseconds{1});
  EXPECT_EQ(text_at(client.get(order, as(token)), "/status"), "EXPIRED");
  auto const seats = client.get("/api/v1/departures/" + departure() + "/seats?class=second");
  EXPECT_EQ(text_at(seats, "/free"), "4");
  auto const late = client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "p"));
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(text_at(late, "/code"), "hold_expired");
}

TEST(expiry, ends_a_session) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  EXPECT_EQ(client.get("/api/v1/orders", as(token)).status, 200);
  world.advance(std::chrono::hours{13});
  EXPECT_EQ(text_at(client.get("/api/v1/orders", as(token)), "/code"), "unauthenticated");
}

}  // namespace
}  // namespace chepiao::test
