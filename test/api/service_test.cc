#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

TEST(service, says_that_it_lives_and_is_ready) {
  auto world = shop{};
  auto client = world.connect();
  EXPECT_EQ(client.get("/healthz").body, "ok\n");
  EXPECT_EQ(client.get("/readyz").body, "ready\n");
}

TEST(service, counts_what_it_does) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  client.get("/api/v1/orders/nonsense", as(token));
  auto const told = client.get("/metrics");
  ASSERT_EQ(told.status, 200);
  for (auto const* line :
       {"\nchepiao_orders_in_memory 1\n", "\nchepiao_departures_open 1\n", "\nchepiao_ready 1\n",
        "chepiao_projection_lag_batches ", "\nchepiao_projection_given_up 0\n",
        "chepiao_http_connections_open ", "\nchepiao_http_handler_failures_total 0\n",
        "\nchepiao_sessions_cached 1\n", "\nchepiao_password_hashes_waiting 0\n",
        "chepiao_http_answers_total{method=\"POST\",route=\"/api/v1/orders\",status=\"2xx\"} 1\n",
        "chepiao_http_answers_total{method=\"GET\",route=\"/api/v1/orders/{id}\",status=\"4xx\"} "
        "1\n",
        "chepiao_http_answer_seconds_bucket{method=\"POST\",route=\"/api/v1/orders\",le=\"+Inf\"} "
        "1\n"}) {
    EXPECT_NE(told.body.find(line), std::string::npos) << line << "\n" << told.body;
  }
  EXPECT_EQ(told.body.find("wei"), std::string::npos) << "nothing about people";
}

TEST(service, explains_its_api_without_scripts) {
  auto world = shop{};
  auto client = world.connect();
  auto const page = client.get("/api");
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_NE(page.body.find("/api/v1/orders/{id}/refunds"), std::string::npos);
  EXPECT_NE(page.body.find("id=\"NewOrder\""), std::string::npos);
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_EQ(page.body.find("style="), std::string::npos);
  EXPECT_EQ(client.get("/api/style.css").header("content-type"), "text/css; charset=utf-8");
}

}  // namespace
}  // namespace chepiao::test
