#include <set>
#include <string>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "test/api/shop.h"

namespace chepiao::test {
namespace {

TEST(orders, are_listed_newest_first_in_pages) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto const other = world.sign_up("maria");
  auto client = world.connect();
  auto made = std::vector<std::string>{};
  for (auto i = 0; i < 5; ++i) {
    auto const held =
        client.post("/api/v1/orders", order_body(departure(1), "Aton", "Cton", passenger(i)),
                    as(token, "k" + std::to_string(i)));
    ASSERT_EQ(held.status, 201) << held.body;
    made.insert(made.begin(), text_at(held, "/order_id"));
    world.advance(milliseconds{1'000});
  }
  client.post("/api/v1/orders", order_body(departure(1), "Aton", "Cton", kMaria), as(other, "k"));

  auto seen = std::vector<std::string>{};
  auto target = std::string{"/api/v1/orders?limit=2"};
  auto pages = 0;
  while (true) {
    auto const page = client.get(target, as(token));
    ASSERT_EQ(page.status, 200) << page.body;
    ++pages;
    auto const value = parsed(page);
    for (auto const& order : value.at("orders").as_array()) {
      seen.emplace_back(order.at("order_id").as_string());
    }
    if (value.at("next_cursor").is_null()) {
      break;
    }
    target = "/api/v1/orders?limit=2&cursor=" + std::string{value.at("next_cursor").as_string()};
  }
  EXPECT_EQ(seen, made);
  EXPECT_EQ(pages, 3);
}

TEST(orders, in_a_list_look_as_they_do_alone) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  client.post(order + "/payments", R"({"method":"sandbox"})", as(token, "p"));
  auto const alone = client.get(order, as(token));
  auto const list = client.get("/api/v1/orders", as(token));
  EXPECT_EQ(list.body, R"({"orders":[)" + alone.body + R"(],"next_cursor":null})");
  EXPECT_EQ(list.header("cache-control"), "no-store");
}

TEST(orders, refuse_pages_that_are_none) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  for (auto const* query : {"limit=0", "limit=101", "limit=-1", "limit=x", "cursor=nonsense"}) {
    auto const response = client.get("/api/v1/orders?" + std::string{query}, as(token));
    EXPECT_EQ(response.status, 422) << query << response.body;
  }
}

TEST(orders, of_others_look_like_those_that_do_not_exist) {
  auto world = shop{};
  auto const mine = world.sign_up("wei");
  auto const hers = world.sign_up("maria");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(mine, "k"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  auto const missing = "/api/v1/orders/" + std::string(32, '7');
  auto const expect_same = [](http_response const& a, http_response const& b) {
    EXPECT_EQ(a.status, 404);
    EXPECT_EQ(text_at(a, "/code"), "unknown_order");
    EXPECT_EQ(a.body, b.body);
    EXPECT_EQ(a.headers.size(), b.headers.size());
  };
  expect_same(client.get(order, as(hers)), client.get(missing, as(hers)));
  expect_same(client.get(order + "/tickets/1/qr.svg", as(hers)),
              client.get(missing + "/tickets/1/qr.svg", as(hers)));
  for (auto const& action :
       {std::string{"/payments"}, std::string{"/cancel"}, std::string{"/refunds"}}) {
    auto const body = action == "/payments" ? R"({"method":"sandbox"})" : "{}";
    expect_same(client.post(order + action, body, as(hers, "real" + action)),
                client.post(missing + action, body, as(hers, "missing" + action)));
  }
  EXPECT_EQ(text_at(client.get(order, as(mine)), "/status"), "RESERVED");
}

TEST(orders, are_told_the_same_after_they_left_the_engine) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  world.sign_up("maria");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "h"));
  auto const order = "/api/v1/orders/" + text_at(held, "/order_id");
  ASSERT_EQ(client.post(order + "/cancel", "{}", as(token, "c")).status, 200);
  auto const before = client.get(order, as(token));
  // The keys are forgotten, the train has come home; each look is a chance to let go.
  for (auto day = 0; day < 5; ++day) {
    world.advance(std::chrono::hours{24});
    client.get(order, as(world.sign_in("maria")));
  }
  auto const figures = client.get("/metrics").body;
  ASSERT_NE(figures.find("\nchepiao_orders_in_memory 0\n"), std::string::npos) << figures;
  auto const after = client.get(order, as(world.sign_in("wei")));
  EXPECT_EQ(after.status, 200);
  EXPECT_EQ(after.body, before.body);
  EXPECT_EQ(client.get(order, as(world.sign_in("maria"))).status, 404);
}

TEST(orders, of_several_legs_are_one) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  auto const body = R"({"legs":[{"departure_id":")" + departure(0) +
                    R"(","from":"Aton","to":"Bton","class":"first"},{"departure_id":")" +
                    departure(1) +
                    R"(","from":"Bton","to":"Cton","class":"second"}],"passengers":[)" + kWei +
                    "," + kMaria + "]}";
  auto const full = client.post("/api/v1/orders", body, as(token, "k"));
  EXPECT_EQ(full.status, 409) << full.body;
  EXPECT_EQ(text_at(full, "/code"), "sold_out") << "first class has one seat";
  auto alone = body;
  alone.replace(alone.find("," + kMaria), kMaria.size() + 1, "");
  auto const held = client.post("/api/v1/orders", alone, as(token, "k2"));
  ASSERT_EQ(held.status, 201) << held.body;
  EXPECT_EQ(text_at(held, "/tickets/0/leg"), "1");
  EXPECT_EQ(text_at(held, "/tickets/1/leg"), "2");
  EXPECT_EQ(text_at(held, "/tickets/1/service"), "G2");
  EXPECT_EQ(text_at(held, "/tickets/1/class_name"), "second");
}

void run_on_identity(shop const& world, char const* statement) {
  auto db = sqlite::connection{world.folder() / "identity.db"};
  db.execute(statement);
}

TEST(orders, show_a_traveller_that_cannot_be_read_without_a_name) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto const held = world.connect().post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(held.status, 201) << held.body;
  auto const target = "/api/v1/orders/" + text_at(held, "/order_id");
  for (auto const* damage : {"UPDATE travellers SET document = 77",
                             "UPDATE travellers SET document = 0, name = x'00'"}) {
    run_on_identity(world, damage);
    world.restart();
    auto client = world.connect();
    auto const alone = client.get(target, as(token));
    EXPECT_EQ(alone.status, 200) << alone.body;
    EXPECT_EQ(text_at(alone, "/tickets/0/passenger/name"), "");
    EXPECT_EQ(text_at(alone, "/tickets/0/passenger/type"), "adult");
    EXPECT_EQ(client.get("/api/v1/orders", as(token)).status, 200);
  }
  auto client = world.connect();
  EXPECT_EQ(client.post(target + "/payments", R"({"method":"sandbox"})", as(token, "p")).status,
            200);
  EXPECT_EQ(client.get("/healthz").status, 200);
}

TEST(orders, ask_to_come_again_when_the_people_cannot_be_read) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto const held = world.connect().post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(held.status, 201) << held.body;
  auto const target = "/api/v1/orders/" + text_at(held, "/order_id");
  world.restart();
  auto client = world.connect();
  ASSERT_EQ(client.get("/api/v1/orders?limit=0", as(token)).status, 422) << "the session is known";
  run_on_identity(world, "ALTER TABLE travellers RENAME TO gone");
  run_on_identity(world, "ALTER TABLE sessions RENAME TO also_gone");
  for (auto const& path : {target, std::string{"/api/v1/orders"}}) {
    auto const refused = client.get(path, as(token));
    EXPECT_EQ(refused.status, 503) << refused.body;
    EXPECT_EQ(text_at(refused, "/code"), "overloaded");
  }
  auto const unknown = client.get(target, as(std::string(43, 'A')));
  EXPECT_EQ(unknown.status, 503) << unknown.body;
}

}  // namespace
}  // namespace chepiao::test
