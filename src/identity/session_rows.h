#pragma once

#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/sqlite.h"
#include "identity/session_cache.h"

namespace chepiao {

// The table of sessions, by the digest of their token. One thread at a time; throws sqlite::error.
class session_rows {
 public:
  explicit session_rows(sqlite::connection&);

  std::optional<open_session> find(digest256 const& token);
  void insert(digest256 const& token, open_session);
  void erase(digest256 const& token);

  // Removes a few sessions that have expired: called with each insert, so that they do not pile up.
  void erase_some_expired(instant now);
  // Keeps an account's `kept` sessions that last longest; the digests of those removed.
  std::vector<digest256> erase_surplus(account_id, std::int64_t kept);

 private:
  sqlite::statement find_;
  sqlite::statement insert_;
  sqlite::statement erase_;
  sqlite::statement erase_expired_;
  sqlite::statement erase_surplus_;
};

}  // namespace chepiao
