#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

#include "base/ids.h"
#include "base/instant.h"

namespace chepiao {

struct open_session {
  account_id account{};
  instant expires_at{};
};

// Sessions by the digest of their token, so that most requests ask no database. Bounded; forgetting
// one costs a look-up, nothing else. Any thread.
class session_cache {
 public:
  explicit session_cache(std::size_t max);

  std::optional<open_session> find(digest256 const&) const;
  void insert(digest256 const&, open_session);
  void erase(digest256 const&);
  std::size_t size() const;

  // For what was read from the database: it is kept only if nothing near it was erased since the
  // ticket was drawn, or a session that ended meanwhile would live on here.
  using ticket = std::uint64_t;
  ticket draw(digest256 const&) const;
  void insert_if_current(digest256 const&, open_session, ticket);

 private:
  struct first_bytes {
    std::size_t operator()(digest256 const&) const noexcept;
  };
  struct shard {
    mutable std::shared_mutex mutex;
    std::unordered_map<digest256, open_session, first_bytes> sessions;
    ticket erasures = 0;
  };
  static constexpr auto kShards = std::size_t{16};

  shard& shard_of(digest256 const&);
  shard const& shard_of(digest256 const&) const;
  void put(shard&, digest256 const&, open_session) const;

  std::size_t const shard_max_;
  std::array<shard, kShards> shards_;
};

}  // namespace chepiao
