#include "identity/attempt_limit.h"

#include <algorithm>

#include "base/hash.h"

namespace chepiao {

attempt_limit::attempt_limit(settings s) : settings_{s} {}

attempt_limit::pair_key attempt_limit::key_of(std::string_view username, std::string_view peer) {
  return sha256{}.update(username).update(std::string_view{"\0", 1}).update(peer).finish();
}

std::size_t attempt_limit::first_bytes::operator()(pair_key const& key) const noexcept {
  return first_u64(key);
}

bool attempt_limit::admit(pair_key const& key, instant now) {
  auto const guard = std::lock_guard{mutex_};
  auto& pair = state_of(key);
  if (now - pair.last_failure >= settings_.forgotten_after) {
    pair.failures = 0;
  }
  // Guesses that still run count as failures, or a burst would get past the delay. A pair that has
  // not failed yet may burst: many clients of one user do.
  auto const is_open = pair.failures == 0 ||
                       pair.failures + pair.running < settings_.free_failures ||
                       (pair.running == 0 && now >= pair.closed_until);
  if (is_open) {
    ++pair.running;
  }
  return is_open;
}

void attempt_limit::failed(pair_key const& key, instant now) {
  auto const guard = std::lock_guard{mutex_};
  auto& pair = state_of(key);
  pair.running -= std::min(pair.running, 1U);
  ++pair.failures;
  pair.last_failure = now;
  if (pair.failures >= settings_.free_failures) {
    pair.closed_until = now + delay_after(pair.failures);
  }
}

void attempt_limit::succeeded(pair_key const& key) {
  auto const guard = std::lock_guard{mutex_};
  auto const found = pairs_.find(key);
  if (found != pairs_.end()) {
    found->second.failures = 0;
    close_one(found);
  }
}

void attempt_limit::withdrawn(pair_key const& key) {
  auto const guard = std::lock_guard{mutex_};
  auto const found = pairs_.find(key);
  if (found != pairs_.end()) {
    close_one(found);
  }
}

attempt_limit::pair_state& attempt_limit::state_of(pair_key const& key) {
  auto const [found, is_new] = pairs_.try_emplace(key);
  auto& pair = found->second;
  if (is_new) {
    order_.push_back(key);
    pair.place = std::prev(order_.end());
    make_room();
  } else {
    order_.splice(order_.end(), order_, pair.place);
  }
  return pair;
}

void attempt_limit::close_one(table::iterator found) {
  auto& pair = found->second;
  pair.running -= std::min(pair.running, 1U);
  if (pair.running == 0 && pair.failures == 0) {
    order_.erase(pair.place);
    pairs_.erase(found);
  }
}

void attempt_limit::make_room() {
  if (pairs_.size() > settings_.pairs_max) {
    pairs_.erase(order_.front());
    order_.pop_front();
  }
}

seconds attempt_limit::delay_after(std::uint32_t failures) const {
  auto const doublings = std::min(failures - settings_.free_failures, 20U);
  return std::min(settings_.first_delay * (std::int64_t{1} << doublings), settings_.delay_max);
}

}  // namespace chepiao
