#include "ledger/ledger.h"

#include <limits>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

constexpr auto kYuan = currency{{'C', 'N', 'Y'}};
constexpr auto kEuro = currency{{'E', 'U', 'R'}};

using enum ledger_account;

TEST(ledger, a_purchase_and_its_refund_end_where_they_began) {
  auto books = ledger{};
  books.transfer(kYuan, sandbox, customer_funds, minor_units{5'000});
  EXPECT_EQ(books.balance(kYuan, customer_funds), minor_units{5'000});
  books.transfer(kYuan, customer_funds, revenue, minor_units{5'000});
  EXPECT_EQ(books.balance(kYuan, customer_funds), minor_units{0});
  books.transfer(kYuan, revenue, sandbox, minor_units{4'000});
  books.transfer(kYuan, revenue, fees, minor_units{1'000});
  EXPECT_EQ(books.balance(kYuan, sandbox), minor_units{-1'000});
  EXPECT_EQ(books.balance(kYuan, revenue), minor_units{0});
  EXPECT_EQ(books.balance(kYuan, fees), minor_units{1'000});
  EXPECT_EQ(books.sum(kYuan), minor_units{0});
}

TEST(ledger, currencies_do_not_mix) {
  auto books = ledger{};
  books.transfer(kYuan, sandbox, customer_funds, minor_units{1});
  books.transfer(kEuro, sandbox, customer_funds, minor_units{2});
  EXPECT_EQ(books.balance(kYuan, sandbox), minor_units{-1});
  EXPECT_EQ(books.balance(kEuro, sandbox), minor_units{-2});
  EXPECT_EQ(books.sum(kYuan), minor_units{0});
  EXPECT_EQ(books.sum(kEuro), minor_units{0});
}

TEST(ledger, comes_back_as_it_was_saved) {
  auto books = ledger{};
  books.transfer(kYuan, sandbox, revenue, minor_units{7});
  books.transfer(kEuro, revenue, sandbox, minor_units{9});
  auto out = byte_writer{};
  books.save(out);
  auto again = ledger{};
  auto in = byte_reader{out.bytes()};
  again.load(in);
  EXPECT_EQ(again.balance(kYuan, revenue), minor_units{7});
  EXPECT_EQ(again.balance(kEuro, revenue), minor_units{-9});
}

TEST(ledger, money_out_of_nowhere_is_corrupt) {
  auto out = byte_writer{};
  out.put(std::uint32_t{1});
  out.put('C');
  out.put('N');
  out.put('Y');
  out.put(revenue);
  out.put(std::int64_t{5});
  auto in = byte_reader{out.bytes()};
  auto books = ledger{};
  EXPECT_THROW(books.load(in), corrupt_bytes);
}

TEST(ledger_death, a_negative_transfer_is_a_bug) {
  auto books = ledger{};
  EXPECT_DEATH(books.transfer(kYuan, sandbox, revenue, minor_units{-1}), "CHECK failed");
}

TEST(ledger_death, overflow_is_a_bug) {
  auto books = ledger{};
  books.transfer(kYuan, sandbox, revenue, minor_units{std::numeric_limits<std::int64_t>::max()});
  EXPECT_DEATH(books.transfer(kYuan, sandbox, revenue, minor_units{2}), "CHECK failed");
}

}  // namespace
}  // namespace chepiao
