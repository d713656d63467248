#include "api/account_keys.h"

#include <algorithm>
#include <span>

#include "base/hash.h"

namespace chepiao::api {
namespace {

std::string without_case(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

}  // namespace

account_keys::account_keys(rng& chance) {
  chance.fill(secret_);
}

digest256 account_keys::hash_of(std::string_view text) const {
  return hmac_sha256(secret_, std::as_bytes(std::span{text}));
}

result<std::optional<account_id>> account_keys::begin(std::string_view key,
                                                      std::string_view asked) {
  auto const name = hash_of(key);
  auto const what = hash_of(asked);
  auto const guard = std::lock_guard{mutex_};
  auto const [found, fresh] =
      entries_.try_emplace(name, entry{.asked = what, .account = {}, .user = {}});
  if (fresh) {
    return std::nullopt;
  }
  if (!equal_in_constant_time(found->second.asked, what)) {
    return refuse(refusal_code::idempotency_key_reused);
  }
  if (!found->second.account) {
    return refuse(refusal_code::overloaded);
  }
  return found->second.account;
}

void account_keys::finish(std::string_view key, std::string_view username, account_id account) {
  auto const name = hash_of(key);
  auto const user = hash_of(without_case(username));
  auto const guard = std::lock_guard{mutex_};
  auto const found = entries_.find(name);
  if (found == entries_.end()) {
    return;
  }
  found->second.account = account;
  found->second.user = user;
  users_.insert(user);
  finished_.push_back(name);
  if (finished_.size() > kKeysMax) {
    auto const oldest = entries_.find(finished_.front());
    users_.erase(oldest->second.user);
    entries_.erase(oldest);
    finished_.pop_front();
  }
}

void account_keys::forget(std::string_view key) {
  auto const name = hash_of(key);
  auto const guard = std::lock_guard{mutex_};
  entries_.erase(name);
}

bool account_keys::created_here(std::string_view username) const {
  auto const user = hash_of(without_case(username));
  auto const guard = std::lock_guard{mutex_};
  return users_.contains(user);
}

}  // namespace chepiao::api
