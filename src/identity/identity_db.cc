#include "identity/identity_db.h"

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/hash.h"
#include "store/open_database.h"

namespace chepiao {
namespace {

constexpr auto kTables = R"sql(
CREATE TABLE accounts (
  id          INTEGER PRIMARY KEY,
  username    TEXT    NOT NULL UNIQUE,
  email       BLOB    NOT NULL,
  salt        BLOB    NOT NULL,
  hash        BLOB    NOT NULL,
  memory_kib  INTEGER NOT NULL,
  passes      INTEGER NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
  token       BLOB    NOT NULL PRIMARY KEY,
  account     INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_of_account ON sessions (account, expires_at);
CREATE TABLE travellers (
  passenger   INTEGER PRIMARY KEY,
  account     INTEGER NOT NULL,
  document    INTEGER NOT NULL,
  type        INTEGER NOT NULL,
  name        BLOB    NOT NULL,
  number      BLOB    NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX travellers_of_account ON travellers (account);
CREATE TABLE installation (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  keys        TEXT    NOT NULL
) STRICT;
)sql";

schema schema_for(std::string const& fingerprint) {
  return {
      .version = 1,
      .tables = fmt::format("{}INSERT INTO installation VALUES (1, '{}');", kTables, fingerprint)};
}

}  // namespace

identity_db::identity_db(sqlite::connection db)
    : connection{std::move(db)},
      accounts{connection},
      sessions{connection},
      travellers{connection} {}

std::unique_ptr<identity_db> open_identity_writer(std::filesystem::path const& path,
                                                  digest256 const& key_fingerprint) {
  auto const fingerprint = to_hex(key_fingerprint);
  auto db = open_writer(path, durability::every_commit, schema_for(fingerprint));
  if (db.query_text("SELECT keys FROM installation") != fingerprint) {
    throw std::runtime_error{path.string() + " was written with another identity.key"};
  }
  return std::make_unique<identity_db>(std::move(db));
}

std::unique_ptr<identity_db> open_identity_reader(std::filesystem::path const& path) {
  return std::make_unique<identity_db>(open_reader(path));
}

}  // namespace chepiao
