#pragma once

#include <filesystem>
#include <memory>

#include "base/ids.h"
#include "base/sqlite.h"
#include "identity/account_rows.h"
#include "identity/session_rows.h"
#include "identity/traveller_rows.h"

namespace chepiao {

// One connection to identity.db with the statements of its tables. One thread at a time.
struct identity_db {
  explicit identity_db(sqlite::connection);

  sqlite::connection connection;
  account_rows accounts;
  session_rows sessions;
  traveller_rows travellers;
};

// The connection that writes; each commit is durable. Creates the file for the owner of these keys.
// Throws std::runtime_error when the file belongs to other keys, unusable_database, sqlite::error.
std::unique_ptr<identity_db> open_identity_writer(std::filesystem::path const&,
                                                  digest256 const& key_fingerprint);
std::unique_ptr<identity_db> open_identity_reader(std::filesystem::path const&);

}  // namespace chepiao
