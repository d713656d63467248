#include <atomic>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "identity/recent_travellers.h"
#include "test/identity/people.h"

namespace chepiao {
namespace {

using test::maria;
using test::people;
using test::wei;

constexpr auto kAlice = account_id{1};
constexpr auto kBob = account_id{2};

passenger_id passenger_in(result<std::vector<known_traveller>> const& known) {
  return known.value().at(0).passenger;
}

TEST(traveller, has_the_same_ids_each_time) {
  auto who = people{};
  auto const first = who.remember(kAlice, {wei()}).value().at(0);
  auto const again = who.remember(kAlice, {wei()}).value().at(0);
  EXPECT_NE(first.passenger, passenger_id{0});
  EXPECT_EQ(first.passenger, again.passenger);
  EXPECT_EQ(first.document_key, again.document_key);
  who.open_again();
  EXPECT_EQ(passenger_in(who.remember(kAlice, {wei()})), first.passenger);
}

TEST(traveller, is_the_same_however_it_is_typed) {
  auto who = people{};
  auto typed = wei();
  typed.name = " 王伟\xE3\x80\x80";
  typed.document_number = "11010519491231002x ";
  EXPECT_EQ(passenger_in(who.remember(kAlice, {wei()})),
            passenger_in(who.remember(kAlice, {typed})));
}

TEST(traveller, is_another_passenger_for_each_account_with_one_document) {
  auto who = people{};
  auto const alices = who.remember(kAlice, {wei()}).value().at(0);
  auto const bobs = who.remember(kBob, {wei()}).value().at(0);
  EXPECT_NE(alices.passenger, bobs.passenger);
  EXPECT_EQ(alices.document_key, bobs.document_key);
}

TEST(traveller, is_another_passenger_when_anything_differs) {
  auto who = people{};
  auto other_name = wei();
  other_name.name = "王维";
  auto other_type = wei();
  other_type.type = passenger_type::student;
  auto const plain = passenger_in(who.remember(kAlice, {wei()}));
  EXPECT_NE(passenger_in(who.remember(kAlice, {other_name})), plain);
  EXPECT_NE(passenger_in(who.remember(kAlice, {other_type})), plain);
}

TEST(traveller, is_shown_with_a_masked_number) {
  auto who = people{};
  auto const id = passenger_in(who.remember(kAlice, {wei()}));
  auto check_shown = [&] {
    auto const shown = who->find(id);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->name, "王伟");
    EXPECT_EQ(shown->document, document_type::resident_id);
    EXPECT_EQ(shown->masked_number, "1101***********02X");
    EXPECT_EQ(shown->type, passenger_type::adult);
  };
  check_shown();
  who.open_again();
  check_shown();
  EXPECT_FALSE(who->find(passenger_id{12345}));
}

TEST(travellers, come_back_in_their_order) {
  auto who = people{};
  auto const wei_alone = passenger_in(who.remember(kAlice, {wei()}));
  auto const both = who.remember(kAlice, {maria(), wei()}).value();
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].passenger, wei_alone);
  EXPECT_EQ(who->find(both[0].passenger)->name, maria().name);
}

TEST(travellers, are_refused_by_name_of_the_field) {
  auto who = people{};
  auto wrong = maria();
  wrong.document_number = "?";
  auto const refused = who.remember(kAlice, {wei(), wrong});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(),
            (refusal{refusal_code::invalid_field, "passengers[1].document_number"}));
  EXPECT_FALSE(who.remember(kAlice, std::vector(65, wei())));
}

TEST(travellers, are_known_at_once_the_second_time) {
  auto who = people{};
  ASSERT_TRUE(who.remember(kAlice, {wei()}));
  auto asked_on = std::this_thread::get_id();
  auto answered_on = std::thread::id{};
  who->remember(kAlice, {wei()}, [&](result<std::vector<known_traveller>> const&) {
    answered_on = std::this_thread::get_id();
  });
  EXPECT_EQ(answered_on, asked_on);
}

TEST(travellers, of_many_orders_are_all_stored) {
  constexpr auto kThreads = 4;
  constexpr auto kOrders = 250;
  auto who = people{};
  auto answered = std::latch{kThreads * kOrders};
  auto refused = std::atomic<int>{0};
  auto ask = [&](int thread) {
    for (auto i = 0; i < kOrders; ++i) {
      auto t = maria();
      // Each number is asked for by two threads.
      t.document_number = "PA" + std::to_string(1'000'000 + (thread / 2) * kOrders + i);
      who->remember(kAlice, {t}, [&](result<std::vector<known_traveller>> const& known) {
        refused += known && who->find(known->at(0).passenger) ? 0 : 1;
        answered.count_down();
      });
    }
  };
  {
    auto threads = std::vector<std::jthread>{};
    for (auto i = 0; i < kThreads; ++i) {
      threads.emplace_back(ask, i);
    }
  }
  answered.wait();
  EXPECT_EQ(refused, 0);
  who.close();
  auto db = sqlite::connection{who.folder() / "identity.db"};
  EXPECT_EQ(db.query_text("SELECT count(*) FROM travellers"), "500");
}

TEST(recent_travellers, keeps_the_newest) {
  auto recent = recent_travellers{2};
  for (auto n = std::uint64_t{1}; n <= 5; ++n) {
    recent.insert(passenger_id{n},
                  {.name = std::to_string(n), .document = {}, .masked_number = {}, .type = {}});
  }
  EXPECT_FALSE(recent.contains(passenger_id{1}));
  EXPECT_FALSE(recent.contains(passenger_id{2}));
  EXPECT_EQ(recent.find(passenger_id{3})->name, "3");
  EXPECT_EQ(recent.find(passenger_id{5})->name, "5");
  EXPECT_FALSE(recent.find(passenger_id{1}));
}

}  // namespace
}  // namespace chepiao
