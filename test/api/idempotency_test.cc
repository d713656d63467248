#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

class idempotency : public testing::Test {
 protected:
  shop world;
  std::string token = world.sign_up("wei");
  http_client client = world.connect();
};

TEST_F(idempotency, answers_the_same_key_and_body_the_same) {
  auto const first = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.header("idempotency-replayed"), std::nullopt);
  auto const again = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
  auto const seats = client.get("/api/v1/departures/" + departure() + "/seats?class=second");
  EXPECT_EQ(text_at(seats, "/free"), "3") << "one seat was held, not two";
}

TEST_F(idempotency, answers_name_the_row_of_the_journal_that_holds_them) {
  auto const row_of = [](http_response const& answer) {
    return std::stoull(answer.header("x-data-seq").value_or("0"));
  };
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const paid = client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "p"));
  EXPECT_GT(row_of(held), 0U);
  EXPECT_EQ(row_of(paid), row_of(held) + 1);
  auto const again = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  EXPECT_EQ(row_of(again), row_of(paid)) << "told again from what is durable by now";
}

TEST_F(idempotency, looks_at_what_a_body_means) {
  auto const plain =
      R"({"legs":[{"departure_id":"0-20261123","from":"Aton","to":"Cton","class":"second"}],)"
      R"("passengers":[{"name":"A B","document_type":"passport","document_number":"PX000001"}]})";
  auto const shuffled =
      R"({ "passengers" : [{"type":"adult","document_number":"PX000001","name":"A B",
      "document_type":"passport"}],
      "legs":[{"class":"second","to":"Cton","from":"Aton","departure_id":"0-20261123"}] })";
  auto const first = client.post("/api/v1/orders", plain, as(token, "k"));
  ASSERT_EQ(first.status, 201) << first.body;
  auto const again = client.post("/api/v1/orders", shuffled, as(token, "k"));
  EXPECT_EQ(again.body, first.body);
}

TEST_F(idempotency, refuses_the_same_key_for_another_wish) {
  ASSERT_EQ(client.post("/api/v1/orders", order_body(departure()), as(token, "k")).status, 201);
  for (auto const& other : {order_body(departure(), "Aton", "Bton"), order_body(departure(1)),
                            order_body(departure(), "Aton", "Cton", kMaria)}) {
    auto const altered = client.post("/api/v1/orders", other, as(token, "k"));
    EXPECT_EQ(altered.status, 422) << other;
    EXPECT_EQ(text_at(altered, "/code"), "idempotency_key_reused");
  }
}

TEST_F(idempotency, refuses_the_same_key_on_another_path) {
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const altered = client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "k"));
  EXPECT_EQ(altered.status, 422);
  EXPECT_EQ(text_at(altered, "/code"), "idempotency_key_reused");
}

TEST_F(idempotency, tells_the_status_of_then) {
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const paid = client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "p"));
  ASSERT_EQ(paid.status, 200);
  auto const refunded = client.post(order + "/refunds", "{}", as(token, "r"));
  ASSERT_EQ(refunded.status, 200);
  auto const paid_again =
      client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "p"));
  EXPECT_EQ(paid_again.status, 200);
  EXPECT_EQ(paid_again.body, paid.body);
  EXPECT_EQ(client.post(order + "/refunds", "{}", as(token, "r")).body, refunded.body);
}

TEST_F(idempotency, is_each_accounts_own) {
  auto const other = world.sign_up("maria");
  auto const mine = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const hers = client.post("/api/v1/orders", order_body(departure(), "Aton", "Cton", kMaria),
                                as(other, "k"));
  EXPECT_EQ(hers.status, 201) << hers.body;
  EXPECT_NE(text_at(mine, "/order_id"), text_at(hers, "/order_id"));
}

TEST_F(idempotency, wants_a_key_of_visible_characters) {
  auto const none = client.post("/api/v1/orders", order_body(departure()), as(token));
  EXPECT_EQ(none.status, 400);
  EXPECT_EQ(text_at(none, "/code"), "missing_idempotency_key");
  for (auto const& key : {std::string{"a b"}, std::string(256, 'k'), std::string{"k\xc3\xa9y"}}) {
    auto const bad = client.post("/api/v1/orders", order_body(departure()), as(token, key));
    EXPECT_EQ(bad.status, 400) << key;
    EXPECT_EQ(text_at(bad, "/code"), "invalid_idempotency_key") << key;
  }
  auto const longest =
      client.post("/api/v1/orders", order_body(departure()), as(token, std::string(255, 'k')));
  EXPECT_EQ(longest.status, 201);
}

TEST_F(idempotency, a_refusal_does_not_use_up_the_key) {
  auto const wrong =
      client.post("/api/v1/orders", order_body(departure(), "Cton", "Aton"), as(token, "k"));
  EXPECT_EQ(wrong.status, 409);
  EXPECT_EQ(client.post("/api/v1/orders", order_body(departure()), as(token, "k")).status, 201);
}

}  // namespace
}  // namespace chepiao::test
