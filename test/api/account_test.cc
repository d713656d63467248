#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

std::string account(std::string const& username, std::string const& password = "correct horse") {
  return R"({"username":")" + username + R"(","password":")" + password +
         R"(","email":"a@example.com"})";
}

header_list key(std::string const& text) {
  return {{"Idempotency-Key", text}};
}

class accounts : public testing::Test {
 protected:
  http_response create(std::string const& body, std::string const& under) {
    return client.post("/api/v1/accounts", body, key(under));
  }

  shop world;
  http_client client = world.connect();
};

TEST_F(accounts, are_created_and_signed_in_to) {
  auto const made = create(account("wei.li"), "k");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(text_at(made, "/username"), "wei.li");
  EXPECT_EQ(made.body.find("horse"), std::string::npos);
  auto const session =
      client.post("/api/v1/sessions", R"({"username":"wei.li","password":"correct horse"})");
  ASSERT_EQ(session.status, 201) << session.body;
  EXPECT_EQ(session.header("cache-control"), "no-store");
  auto const token = text_at(session, "/token");
  EXPECT_EQ(text_at(session, "/expires_at"), "2026-11-22T10:26:40+00:00");
  EXPECT_EQ(client.get("/api/v1/orders", as(token)).status, 200);
  auto const out = client.request("DELETE", "/api/v1/sessions", "", as(token));
  EXPECT_EQ(out.status, 204);
  EXPECT_EQ(client.get("/api/v1/orders", as(token)).status, 401);
  EXPECT_EQ(client.request("DELETE", "/api/v1/sessions", "", as(token)).status, 401);
}

TEST_F(accounts, keep_wrong_passwords_and_unknown_users_alike) {
  create(account("wei"), "k");
  auto const wrong =
      client.post("/api/v1/sessions", R"({"username":"wei","password":"wrong horse"})");
  auto const unknown =
      client.post("/api/v1/sessions", R"({"username":"nobody","password":"wrong horse"})");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(text_at(wrong, "/code"), "wrong_credentials");
  EXPECT_EQ(wrong.body, unknown.body);
}

TEST_F(accounts, are_refused_for_what_does_not_fit) {
  auto const expect = [&](std::string const& body, int status, std::string const& code) {
    auto const response = create(body, "k");
    EXPECT_EQ(response.status, status) << body << response.body;
    EXPECT_EQ(text_at(response, "/code"), code) << body;
  };
  expect("{", 400, "malformed_json");
  expect("{}", 422, "invalid_field");
  expect(account("w"), 422, "invalid_field");
  expect(account("wei", "short"), 422, "weak_password");
  expect(R"({"username":1,"password":"correct horse","email":"a@example.com"})", 422,
         "invalid_field");
  expect(R"({"username":"wei","password":"correct horse"})", 422, "invalid_field");
  expect(R"({"username":"wei","password":"correct horse","email":"a@example.com","role":"admin"})",
         422, "invalid_field");
  auto const keyless = client.post("/api/v1/accounts", account("wei"));
  EXPECT_EQ(keyless.status, 400);
  EXPECT_EQ(text_at(keyless, "/code"), "missing_idempotency_key");
}

TEST_F(accounts, answer_the_same_key_the_same) {
  auto const made = create(account("wei"), "k");
  auto const again = create(account("wei"), "k");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, made.body);
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
  auto const altered = create(account("wei", "another horse"), "k");
  EXPECT_EQ(altered.status, 422);
  EXPECT_EQ(text_at(altered, "/code"), "idempotency_key_reused");
}

TEST_F(accounts, keep_a_name_for_one) {
  create(account("wei"), "k");
  auto const taken = create(account("WEI"), "l");
  EXPECT_EQ(taken.status, 409);
  EXPECT_EQ(text_at(taken, "/code"), "username_taken");
}

TEST_F(accounts, are_recognised_after_a_restart) {
  auto const made = create(account("wei"), "k");
  world.restart();
  client = world.connect();
  auto const again = create(account("wei"), "k");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, made.body);
  auto const stranger = create(account("wei", "another horse"), "m");
  EXPECT_EQ(stranger.status, 409);
  EXPECT_EQ(text_at(stranger, "/code"), "username_taken");
}

TEST_F(accounts, are_made_only_so_fast_from_one_place) {
  auto const wanted = [&](int n) {
    return create(account("user" + std::to_string(n)), std::to_string(n));
  };
  for (auto n = 0; n < 50; ++n) {
    ASSERT_EQ(wanted(n).status, 201);
  }
  auto const refused = wanted(50);
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(text_at(refused, "/code"), "too_many_attempts");
  EXPECT_EQ(wanted(7).status, 201) << "the same key again is no new account";
  world.advance(milliseconds{1000});
  EXPECT_EQ(wanted(50).status, 201);
}

}  // namespace
}  // namespace chepiao::test
