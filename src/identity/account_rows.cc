#include "identity/account_rows.h"

#include <algorithm>

#include "base/bytes.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

template <typename Array>
void read_exactly(sqlite::statement const& row, int column, Array& out) {
  auto const blob = row.blob(column);
  if (blob.size() != out.size()) {
    throw corrupt_bytes{"a password hash of the wrong size"};
  }
  std::ranges::copy(blob, out.begin());
}

}  // namespace

account_rows::account_rows(sqlite::connection& db)
    : find_{db.prepare(
          "SELECT id, salt, hash, memory_kib, passes FROM accounts WHERE username = ?")},
      insert_{
          db.prepare("INSERT INTO accounts (id, username, email, salt, hash, memory_kib, passes,"
                     " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")} {}

std::optional<account_secret> account_rows::find(std::string_view username) {
  auto const reset = reset_after{find_};
  if (!find_.bind(1, username).step()) {
    return std::nullopt;
  }
  auto found = account_secret{.id = static_cast<account_id>(find_.integer(0)), .password = {}};
  read_exactly(find_, 1, found.password.salt);
  read_exactly(find_, 2, found.password.value);
  found.password.memory_kib = static_cast<std::uint32_t>(find_.integer(3));
  found.password.passes = static_cast<std::uint32_t>(find_.integer(4));
  return found;
}

void account_rows::insert(stored_account const& row) {
  insert_.bind(1, static_cast<std::int64_t>(row.id))
      .bind(2, row.username)
      .bind_blob(3, row.email)
      .bind_blob(4, row.password.salt)
      .bind_blob(5, row.password.value)
      .bind(6, row.password.memory_kib)
      .bind(7, row.password.passes)
      .bind(8, row.created_at.time_since_epoch().count())
      .run();
}

}  // namespace chepiao
