#include <string>

#include <gtest/gtest.h>

#include "test/api/shop.h"

namespace chepiao::test {
namespace {

std::string seats_in(sse_event const& event, std::string_view pointer) {
  auto response = http_response{};
  response.body = event.data;
  return text_at(response, pointer);
}

// The stream's head is read; events follow.
http_client watch(shop& world, std::string const& query = {}) {
  auto client = world.connect();
  client.send("GET /api/v1/departures/" + departure() + "/availability" + query +
              " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  auto const head = client.receive_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  return client;
}

TEST(live_counts, come_at_once_and_after_each_change) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto stream = watch(world);
  auto const first = stream.read_event();
  EXPECT_EQ(first.event, "availability");
  EXPECT_EQ(seats_in(first, "/classes/0/class"), "second");
  EXPECT_EQ(seats_in(first, "/classes/0/available"), "4");
  auto client = world.connect();
  auto const held = client.post("/api/v1/orders", order_body(departure()), as(token, "k"));
  ASSERT_EQ(held.status, 201);
  auto const second = stream.read_event();
  EXPECT_EQ(seats_in(second, "/classes/0/available"), "3");
  EXPECT_GT(std::stoull(second.id), std::stoull(first.id));
  world.advance(milliseconds{600'000});
  auto const third = stream.read_event();
  EXPECT_EQ(seats_in(third, "/classes/0/available"), "4");
}

TEST(live_counts, are_those_of_the_stretch) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto client = world.connect();
  client.post("/api/v1/orders", order_body(departure(), "Aton", "Bton"), as(token, "k"));
  auto before = watch(world, "?from=Aton&to=Bton");
  EXPECT_EQ(seats_in(before.read_event(), "/classes/0/available"), "3");
  auto after = watch(world, "?from=Bton&to=Cton");
  EXPECT_EQ(seats_in(after.read_event(), "/classes/0/available"), "4");
}

TEST(live_counts, of_many_changes_end_with_the_last) {
  auto world = shop{};
  auto const token = world.sign_up("wei");
  auto stream = watch(world);
  auto client = world.connect();
  for (auto i = 0; i < 4; ++i) {
    auto const held =
        client.post("/api/v1/orders", order_body(departure(), "Aton", "Cton", passenger(i)),
                    as(token, "k" + std::to_string(i)));
    ASSERT_EQ(held.status, 201) << held.body;
  }
  auto events = 0;
  while (seats_in(stream.read_event(), "/classes/0/available") != "0") {
    ++events;
  }
  EXPECT_LE(events, 5);
}

}  // namespace
}  // namespace chepiao::test
