#include "identity/session_rows.h"

#include <algorithm>

#include "base/bytes.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

digest256 digest_in(sqlite::statement const& row, int column) {
  auto const blob = row.blob(column);
  auto digest = digest256{};
  if (blob.size() != digest.size()) {
    throw corrupt_bytes{"a session of the wrong size"};
  }
  std::ranges::copy(blob, digest.begin());
  return digest;
}

}  // namespace

session_rows::session_rows(sqlite::connection& db)
    : find_{db.prepare("SELECT account, expires_at FROM sessions WHERE token = ?")},
      insert_{db.prepare("INSERT INTO sessions (token, account, expires_at) VALUES (?, ?, ?)")},
      erase_{db.prepare("DELETE FROM sessions WHERE token = ?")},
      erase_expired_{db.prepare("DELETE FROM sessions WHERE token IN"
                                " (SELECT token FROM sessions WHERE expires_at <= ? LIMIT 16)")},
      erase_surplus_{db.prepare("DELETE FROM sessions WHERE token IN"
                                " (SELECT token FROM sessions WHERE account = ?"
                                " ORDER BY expires_at DESC LIMIT -1 OFFSET ?) RETURNING token")} {}

std::optional<open_session> session_rows::find(digest256 const& token) {
  auto const reset = reset_after{find_};
  if (!find_.bind_blob(1, token).step()) {
    return std::nullopt;
  }
  return open_session{.account = static_cast<account_id>(find_.integer(0)),
                      .expires_at = instant{milliseconds{find_.integer(1)}}};
}

void session_rows::insert(digest256 const& token, open_session session) {
  insert_.bind_blob(1, token)
      .bind(2, static_cast<std::int64_t>(session.account))
      .bind(3, session.expires_at.time_since_epoch().count())
      .run();
}

void session_rows::erase(digest256 const& token) {
  erase_.bind_blob(1, token).run();
}

void session_rows::erase_some_expired(instant now) {
  erase_expired_.bind(1, now.time_since_epoch().count()).run();
}

std::vector<digest256> session_rows::erase_surplus(account_id account, std::int64_t kept) {
  auto const reset = reset_after{erase_surplus_};
  erase_surplus_.bind(1, static_cast<std::int64_t>(account)).bind(2, kept);
  auto erased = std::vector<digest256>{};
  while (erase_surplus_.step()) {
    erased.push_back(digest_in(erase_surplus_, 0));
  }
  return erased;
}

}  // namespace chepiao
