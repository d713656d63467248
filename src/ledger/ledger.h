#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/money.h"

namespace chepiao {

// Whose money it is. Of each currency there is one account of each kind.
enum class ledger_account : std::uint8_t {
  sandbox,  // the world outside, reached by the sandbox payment method: minus what it brought in
  customer_funds,  // captured, not yet earned: owed to the buyer
  revenue,         // earned by tickets
  fees,            // kept from refunds
};
constexpr auto kLedgerAccounts = 4;

// Double entry: every transfer takes from one account what it adds to another, so that the balances
// of a currency always sum up to nothing. Whole minor units; overflow is CHECKed. Used by the
// writer only.
class ledger {
 public:
  // CHECKs that the amount is not negative and that the accounts differ.
  void transfer(currency, ledger_account from, ledger_account to, minor_units amount);

  minor_units balance(currency, ledger_account) const;  // 0 for an account never used
  minor_units sum(currency) const;                      // 0, always

  // The same bytes for the same balances, and back. load() throws corrupt_bytes, also when a
  // currency does not sum up to nothing.
  void save(byte_writer&) const;
  void load(byte_reader&);

 private:
  void add(currency, ledger_account, std::int64_t signed_amount);

  std::map<std::pair<currency, ledger_account>, std::int64_t> balances_;
};

}  // namespace chepiao
