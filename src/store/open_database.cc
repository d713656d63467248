#include "store/open_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/transaction.h"

namespace chepiao {
namespace {

constexpr auto kBusyMilliseconds = 5000;

// Asked before anything is changed: a file that is not ours stays as it is.
bool is_empty(sqlite::connection& db, std::filesystem::path const& path, schema const& wanted) {
  auto const found = db.query_text("PRAGMA user_version");
  if (found == fmt::format("{}", wanted.version)) {
    return false;
  }
  if (found != "0" || db.query_text("SELECT count(*) FROM sqlite_schema") != "0") {
    throw unusable_database{fmt::format("{} has schema version {}, this release reads version {}",
                                        path.string(), found, wanted.version)};
  }
  return true;
}

void create(sqlite::connection& db, schema const& wanted) {
  auto creation = transaction{db};
  db.execute(wanted.tables);
  db.execute(fmt::format("PRAGMA user_version = {}", wanted.version));
  creation.commit();
}

void set_up(sqlite::connection& db, durability wanted) {
  db.query_text("PRAGMA journal_mode = WAL");
  db.execute(wanted == durability::every_commit ? "PRAGMA synchronous = FULL"
                                                : "PRAGMA synchronous = NORMAL");
  db.execute("PRAGMA foreign_keys = ON");
  if (wanted == durability::in_order) {
    // A read model of an order rush: its pages stay in memory until the rush is written, and the
    // fold that writes it makes sure itself that a ticket has its order.
    db.execute("PRAGMA cache_size = -65536");
    db.query_text("PRAGMA wal_autocheckpoint = 16384");
    db.execute("PRAGMA foreign_keys = OFF");
  }
}

bool says_damage(sqlite::error const& e) {
  return e.primary_code() == SQLITE_NOTADB || e.primary_code() == SQLITE_CORRUPT;
}

}  // namespace

sqlite::connection open_writer(std::filesystem::path const& path,
                               durability wanted,
                               schema const& tables) {
  try {
    auto db = sqlite::connection{path};
    db.execute(fmt::format("PRAGMA busy_timeout = {}", kBusyMilliseconds));
    auto const is_new = is_empty(db, path, tables);
    // Before the first write: the WAL and its index inherit the mode of the file.
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    set_up(db, wanted);
    if (is_new) {
      create(db, tables);
    }
    return db;
  } catch (sqlite::error const& e) {
    if (says_damage(e)) {
      throw unusable_database{path.string() + " is damaged: " + e.what()};
    }
    throw;
  }
}

sqlite::connection open_reader(std::filesystem::path const& path) {
  auto db = sqlite::connection{path, sqlite::connection::mode::read_only};
  db.execute(fmt::format("PRAGMA busy_timeout = {}", kBusyMilliseconds));
  db.query_text("PRAGMA wal_autocheckpoint = 0");
  return db;
}

}  // namespace chepiao
