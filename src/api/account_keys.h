#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

#include "base/ids.h"
#include "base/result.h"
#include "base/rng.h"

namespace chepiao::api {

// Idempotency of account creation, which is no command of the engine. The last kKeysMax keys are
// kept in memory; what is asked under them only as a hash with a key of this process. Any thread.
class account_keys {
 public:
  static constexpr std::size_t kKeysMax = 65'536;

  explicit account_keys(rng&);

  // Nothing: go ahead, and say finish() or forget(). An account: answered before. Refusals:
  // idempotency_key_reused; overloaded while the first request is still at work.
  result<std::optional<account_id>> begin(std::string_view key, std::string_view asked);
  void finish(std::string_view key, std::string_view username, account_id);
  void forget(std::string_view key);

  // Was this user created by this process? Else a name that is taken may be our own answer from
  // before a restart.
  bool created_here(std::string_view username) const;

 private:
  struct entry {
    digest256 asked{};
    std::optional<account_id> account;
    digest256 user{};
  };
  digest256 hash_of(std::string_view) const;

  std::array<std::byte, 32> secret_{};
  mutable std::mutex mutex_;
  std::map<digest256, entry> entries_;
  std::set<digest256> users_;
  std::deque<digest256> finished_;  // oldest first
};

}  // namespace chepiao::api
