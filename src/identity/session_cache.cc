#include "identity/session_cache.h"

#include <algorithm>
#include <mutex>

#include "base/hash.h"

namespace chepiao {

session_cache::session_cache(std::size_t max)
    : shard_max_{std::max(max / kShards, std::size_t{1})} {}

std::size_t session_cache::first_bytes::operator()(digest256 const& digest) const noexcept {
  return first_u64(digest);
}

// By a byte that the table's own hash does not use, or each shard would fill a 16th of its buckets.
session_cache::shard& session_cache::shard_of(digest256 const& digest) {
  return shards_[std::to_integer<std::size_t>(digest.back()) % kShards];
}

session_cache::shard const& session_cache::shard_of(digest256 const& digest) const {
  return shards_[std::to_integer<std::size_t>(digest.back()) % kShards];
}

std::optional<open_session> session_cache::find(digest256 const& digest) const {
  auto const& part = shard_of(digest);
  auto const guard = std::shared_lock{part.mutex};
  auto const found = part.sessions.find(digest);
  return found == part.sessions.end() ? std::nullopt : std::optional{found->second};
}

void session_cache::insert(digest256 const& digest, open_session session) {
  auto& part = shard_of(digest);
  auto const guard = std::lock_guard{part.mutex};
  put(part, digest, session);
}

void session_cache::erase(digest256 const& digest) {
  auto& part = shard_of(digest);
  auto const guard = std::lock_guard{part.mutex};
  part.sessions.erase(digest);
  ++part.erasures;
}

std::size_t session_cache::size() const {
  auto sum = std::size_t{0};
  for (auto const& part : shards_) {
    auto const guard = std::shared_lock{part.mutex};
    sum += part.sessions.size();
  }
  return sum;
}

session_cache::ticket session_cache::draw(digest256 const& digest) const {
  auto const& part = shard_of(digest);
  auto const guard = std::shared_lock{part.mutex};
  return part.erasures;
}

void session_cache::insert_if_current(digest256 const& digest, open_session session, ticket drawn) {
  auto& part = shard_of(digest);
  auto const guard = std::lock_guard{part.mutex};
  if (part.erasures == drawn) {
    put(part, digest, session);
  }
}

void session_cache::put(shard& part, digest256 const& digest, open_session session) const {
  if (part.sessions.size() >= shard_max_ && !part.sessions.contains(digest)) {
    part.sessions.erase(part.sessions.begin());
  }
  part.sessions.insert_or_assign(digest, session);
}

}  // namespace chepiao
