#include <gtest/gtest.h>

#include "test/engine/desk.h"
#include "test/engine/folded.h"

namespace chepiao {
namespace {

using test::desk;
using test::hold_of;
using test::key;
using test::kToday;
using test::leg_of;

constexpr auto kLine = service_id{0};

test::small_world two_classes() {
  auto world = test::small_world{};
  world.add({.number = "G1", .stops = {"A", "B", "C"}, .classes = {{"second", 20}, {"first", 5}}});
  world.limits.unpaid_orders_per_account_max = 100;
  world.finish();
  return world;
}

// One order in every state.
void trade(desk& d) {
  for (auto n = std::uint8_t{1}; n <= 6; ++n) {
    ASSERT_TRUE(d.ask(hold_of(n, {leg_of(kLine, 0, 2)}, 2, account_id{n}), key(n)));
  }
  auto const pay = [&](std::uint8_t n) {
    ASSERT_TRUE(
        d.ask(pay_order{{0, n}, account_id{n}, {}}, key(static_cast<std::uint8_t>(n + 100))));
  };
  ASSERT_TRUE(d.ask(cancel_order{{0, 2}, account_id{2}}));
  pay(3);
  pay(4);
  pay(5);
  ASSERT_TRUE(d.ask(refund_tickets{{0, 4}, account_id{4}, {0}}));
  ASSERT_TRUE(d.ask(refund_tickets{{0, 5}, account_id{5}, {}}));
  d.clock.advance(seconds{600});
  d.run_timers();
  ASSERT_TRUE(d.ask(hold_of(7, {leg_of(kLine, 1, 2)})));
}

TEST(snapshot, gives_back_every_order_deadline_and_key) {
  auto const world = two_classes();
  auto d = desk{world};
  trade(d);
  auto again = test::reloaded(world, d.machine);
  EXPECT_EQ(again.state_root(), d.machine.state_root());
  EXPECT_EQ(again.next_due()->at, d.machine.next_due()->at);
  EXPECT_EQ(again.count().live_tickets, d.machine.count().live_tickets);
  EXPECT_EQ(again.count().keys, d.machine.count().keys);
  for (auto n = std::uint64_t{1}; n <= 6; ++n) {
    auto const before = d.machine.find_order({0, n}, account_id{n});
    auto const after = again.find_order({0, n}, account_id{n});
    ASSERT_TRUE(before && after);
    EXPECT_EQ(after->status, before->status);
    EXPECT_EQ(after->tickets, before->tickets);
    EXPECT_EQ(after->returned, before->returned);
  }
  auto const retry =
      again.decide({key(1), hold_of(1, {leg_of(kLine, 0, 2)}, 2, account_id{1})}, d.clock.now());
  ASSERT_TRUE(retry);
  EXPECT_TRUE(retry->replayed);
}

TEST(snapshot, publishes_the_free_seats_again) {
  auto const world = two_classes();
  auto d = desk{world};
  trade(d);
  auto bytes = byte_writer{};
  d.machine.save(bytes);
  auto seats = availability{1};
  auto again = engine{world.rules(), &seats};
  auto in = byte_reader{bytes.bytes()};
  again.load(in);
  auto const* const counts = seats.find({kLine, kToday});
  ASSERT_NE(counts, nullptr);
  auto const* const live = d.seats.find({kLine, kToday});
  for (auto const& [from, to] : {std::pair{0, 1}, {1, 2}, {0, 2}}) {
    auto const stop = [](int n) { return stop_index{static_cast<std::uint16_t>(n)}; };
    EXPECT_EQ(counts->free({}, stop(from), stop(to)), live->free({}, stop(from), stop(to)));
  }
}

TEST(snapshot, decides_as_the_engine_it_was_taken_from) {
  auto const world = two_classes();
  auto d = desk{world};
  trade(d);
  auto const again = test::reloaded(world, d.machine);
  auto const next = command{{}, hold_of(50, {leg_of(kLine, 0, 2)}, 3)};
  EXPECT_EQ(again.decide(next, d.clock.now())->happened,
            d.machine.decide(next, d.clock.now())->happened);
}

TEST(snapshot, of_another_version_is_corrupt) {
  auto const world = two_classes();
  auto bytes = byte_writer{};
  bytes.put(std::uint32_t{3});
  auto machine = engine{world.rules(), nullptr};
  auto in = byte_reader{bytes.bytes()};
  EXPECT_THROW(machine.load(in), corrupt_bytes);
}

TEST(snapshot, that_was_cut_short_is_corrupt) {
  auto const world = two_classes();
  auto d = desk{world};
  trade(d);
  auto bytes = byte_writer{};
  d.machine.save(bytes);
  for (auto size = std::size_t{0}; size < bytes.bytes().size(); ++size) {
    auto machine = engine{world.rules(), nullptr};
    auto in = byte_reader{bytes.bytes().first(size)};
    ASSERT_THROW(machine.load(in), corrupt_bytes) << size;
  }
}

TEST(snapshot, with_a_flipped_bit_is_corrupt_or_another_state) {
  auto const world = two_classes();
  auto d = desk{world};
  trade(d);
  auto bytes = byte_writer{};
  d.machine.save(bytes);
  auto const root = d.machine.state_root();
  auto refused = 0;
  for (auto bit = std::size_t{0}; bit < bytes.bytes().size() * 8; bit += 3) {
    auto bad = std::vector(bytes.bytes().begin(), bytes.bytes().end());
    bad[bit / 8] ^= std::byte{1} << (bit % 8);
    auto machine = engine{world.rules(), nullptr};
    auto in = byte_reader{bad};
    try {
      machine.load(in);
      EXPECT_NE(machine.state_root(), root);
    } catch (corrupt_bytes const&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace chepiao
