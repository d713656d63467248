#include "ledger/ledger.h"

#include "base/check.h"

namespace chepiao {

void ledger::add(currency money, ledger_account account, std::int64_t signed_amount) {
  auto& balance = balances_[{money, account}];
  CHECK(!__builtin_add_overflow(balance, signed_amount, &balance));
}

void ledger::transfer(currency money, ledger_account from, ledger_account to, minor_units amount) {
  CHECK(from != to);
  CHECK(count(amount) >= 0);
  add(money, from, -count(amount));
  add(money, to, count(amount));
}

minor_units ledger::balance(currency money, ledger_account account) const {
  auto const found = balances_.find({money, account});
  return minor_units{found == balances_.end() ? 0 : found->second};
}

minor_units ledger::sum(currency money) const {
  auto total = std::int64_t{0};
  auto const begin = balances_.lower_bound({money, ledger_account{}});
  for (auto at = begin; at != balances_.end() && at->first.first == money; ++at) {
    CHECK(!__builtin_add_overflow(total, at->second, &total));
  }
  return minor_units{total};
}

void ledger::save(byte_writer& out) const {
  out.put(static_cast<std::uint32_t>(balances_.size()));
  for (auto const& [key, balance] : balances_) {
    for (auto const letter : key.first.code) {
      out.put(letter);
    }
    out.put(key.second);
    out.put(balance);
  }
}

void ledger::load(byte_reader& in) {
  balances_.clear();
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) {
    auto money = currency{};
    for (auto& letter : money.code) {
      letter = in.get<char>();
    }
    auto const account = in.get<std::uint8_t>();
    if (account >= kLedgerAccounts) {
      throw corrupt_bytes{"ledger: unknown account"};
    }
    balances_[{money, ledger_account{account}}] = in.get<std::int64_t>();
  }
  for (auto const& [key, balance] : balances_) {
    if (count(sum(key.first)) != 0) {
      throw corrupt_bytes{"ledger: a currency does not sum up to nothing"};
    }
  }
}

}  // namespace chepiao
