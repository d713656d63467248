#include "journal/sqlite_log.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "base/check.h"
#include "base/sqlite.h"
#include "journal/chain.h"
#include "journal/file_system.h"
#include "journal/mark_file.h"

namespace chepiao::journal {
namespace {

constexpr auto kApplicationId = std::int64_t{0x6368706A};
constexpr auto kVersion = std::int64_t{1};
constexpr auto kPageBytes = std::int64_t{8192};
constexpr auto kWalPagesBusy = (std::int64_t{16} << 20) / kPageBytes;
constexpr auto kWalPagesIdle = (std::int64_t{256} << 10) / kPageBytes;

constexpr auto kColumns = "book, seq, epoch, kind, records, at, durable_seq, prev, hash, payload";

constexpr auto kSchema = R"(
CREATE TABLE journal(
  book        INTEGER NOT NULL,
  seq         INTEGER NOT NULL CHECK(seq > 0),
  epoch       INTEGER NOT NULL CHECK(epoch > 0),
  kind        INTEGER NOT NULL,
  records     INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  durable_seq INTEGER NOT NULL,
  prev        BLOB NOT NULL CHECK(length(prev) = 32),
  hash        BLOB NOT NULL CHECK(length(hash) = 32),
  payload     BLOB NOT NULL,
  PRIMARY KEY(book, seq)
) STRICT, WITHOUT ROWID;
)";

std::string insert_where(char const* condition) {
  return std::string{"INSERT INTO journal SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE "} +
         condition;
}

constexpr auto kFollowsOwnEpoch =
    "EXISTS (SELECT 1 FROM journal WHERE book = ?1 AND seq = ?2 - 1 AND epoch = ?3 AND hash = ?8)";
constexpr auto kFollowsOlderEpoch =
    "EXISTS (SELECT 1 FROM journal WHERE book = ?1 AND seq = ?2 - 1 AND epoch < ?3 AND hash = ?8)";
constexpr auto kIsFirst = "?2 = 1 AND NOT EXISTS (SELECT 1 FROM journal WHERE book = ?1)";

void erase_database(std::filesystem::path const& file) {
  for (auto const* tail : {"", "-journal", "-wal", "-shm"}) {
    auto ignored = std::error_code{};  // what made it fail is told
    std::filesystem::remove(file.string() + tail, ignored);
  }
}

bool is_damage(sqlite::error const& e) {
  return e.primary_code() == SQLITE_CORRUPT || e.primary_code() == SQLITE_NOTADB;
}

// While a journal is opened, SQL that does not fit it means that its schema was damaged.
bool is_damage_at_open(sqlite::error const& e) {
  return is_damage(e) || e.primary_code() == SQLITE_ERROR;
}

std::int64_t stored(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

digest256 digest_of(std::span<std::byte const> blob, std::uint64_t seq) {
  auto out = digest256{};
  if (blob.size() != out.size()) {
    throw corrupt_journal{seq, "a hash has the wrong size"};
  }
  std::ranges::copy(blob, out.begin());
  return out;
}

// A stored number that does not fit its field is damage, not another number.
template <typename Integer>
Integer narrowed(std::int64_t value, std::uint64_t seq) {
  if (value < 0 || !std::in_range<Integer>(value)) {
    throw corrupt_journal{seq, "a field is out of range"};
  }
  return static_cast<Integer>(value);
}

row row_of(sqlite::statement const& query) {
  auto r = row{};
  r.seq = static_cast<std::uint64_t>(query.integer(1));
  r.book = narrowed<std::uint32_t>(query.integer(0), r.seq);
  r.epoch = narrowed<std::uint64_t>(query.integer(2), r.seq);
  r.kind = row_kind{narrowed<std::uint8_t>(query.integer(3), r.seq)};
  r.records = narrowed<std::uint32_t>(query.integer(4), r.seq);
  r.at = instant{milliseconds{query.integer(5)}};
  r.durable_seq = narrowed<std::uint64_t>(query.integer(6), r.seq);
  r.prev = digest_of(query.blob(7), r.seq);
  r.hash = digest_of(query.blob(8), r.seq);
  auto const payload = query.blob(9);
  r.payload.assign(payload.begin(), payload.end());
  return r;
}

// What the system said last about a file of the database; 0 when it never said no.
int last_errno_of(sqlite3_file* file) {
  auto code = 0;
  if (file != nullptr && file->pMethods != nullptr) {
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code);
  }
  return code;
}

int count_wal_pages(void* counter, sqlite3* /*db*/, char const* /*schema*/, int pages) {
  *static_cast<std::int64_t*>(counter) = pages;
  return SQLITE_OK;
}

}  // namespace

struct sqlite_log::impl {
  impl(std::filesystem::path const& folder, sqlite_log_options const& options)
      : book{options.book},
        db{open(folder / "journal.db", options.vfs)},
        mark{folder / "journal.mark", options.book} {}

  static sqlite::connection open(std::filesystem::path const& path, std::string const& vfs);
  void prepare();
  void create_or_check_schema();
  void read_end();
  void check_mark();
  void checkpoint(char const* mode);
  void insert(sqlite::statement&, row const&, std::span<std::byte const> payload);
  [[noreturn]] void insert_failed(sqlite::error const&);
  bool ends_where_it_ended();
  std::optional<row> read_row(char const* tail, std::uint64_t seq);
  // The next row of a query; nothing at its end. `expected` names the row when it cannot be read.
  std::optional<row> next_of(sqlite::statement& query, std::uint64_t expected);
  void demand_readable();
  std::uint64_t first_damaged_row();

  std::uint32_t book;
  sqlite::connection db;
  mark_file mark;
  position end;
  std::uint64_t last_durable_seq = 0;
  bool began = false;
  bool broken = false;
  std::int64_t wal_pages = 0;
  std::optional<sqlite::statement> append_row;
};

sqlite::connection sqlite_log::impl::open(std::filesystem::path const& path,
                                          std::string const& vfs) {
  demand_local(path.parent_path());
  return sqlite::connection{path, sqlite::connection::mode::read_write_create, vfs};
}

void sqlite_log::impl::prepare() {
  try {
    db.execute("PRAGMA locking_mode=EXCLUSIVE");
    db.execute("PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF");
    db.execute("PRAGMA page_size=" + std::to_string(kPageBytes));
    if (db.query_text("PRAGMA journal_mode=WAL") != "wal") {
      throw unusable_storage{"SQLite refuses WAL mode here"};
    }
    db.execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
    sqlite3_db_config(db.raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_wal_hook(db.raw(), count_wal_pages, &wal_pages);
    create_or_check_schema();
    checkpoint("TRUNCATE");
    append_row.emplace(db.prepare(insert_where(kFollowsOwnEpoch)));
  } catch (sqlite::error const& e) {
    if (e.primary_code() == SQLITE_BUSY || e.primary_code() == SQLITE_LOCKED) {
      throw journal_in_use{"the journal is in use by another process"};
    }
    if (e.primary_code() == SQLITE_FULL) {
      throw storage_full{e.what()};
    }
    throw;
  }
}

void sqlite_log::impl::create_or_check_schema() {
  db.execute("BEGIN IMMEDIATE");
  if (db.query_text("SELECT count(*) FROM sqlite_schema") == "0" &&
      db.query_text("PRAGMA user_version") == "0") {
    db.execute(kSchema);
    db.execute("PRAGMA application_id=" + std::to_string(kApplicationId));
    db.execute("PRAGMA user_version=" + std::to_string(kVersion));
  }
  db.execute("COMMIT");
  if (db.query_text("PRAGMA application_id") != std::to_string(kApplicationId)) {
    throw corrupt_journal{0, "the file is not a chepiao journal"};
  }
  if (db.query_text("PRAGMA user_version") != std::to_string(kVersion)) {
    throw corrupt_journal{0, "its format is of another version"};
  }
}

// SQLite calls a disk that cannot be read a damaged database. It may be whole: ask the system.
void sqlite_log::impl::demand_readable() {
  for (auto const which : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
    auto* file = static_cast<sqlite3_file*>(nullptr);
    sqlite3_file_control(db.raw(), "main", which, &file);
    if (auto const code = last_errno_of(file); code == EIO || code == ENXIO) {
      throw std::system_error{code, std::generic_category(), "read the journal"};
    }
  }
}

std::optional<row> sqlite_log::impl::next_of(sqlite::statement& query, std::uint64_t expected) {
  try {
    return query.step() ? std::optional{row_of(query)} : std::nullopt;
  } catch (sqlite::error const& e) {
    if (!is_damage(e)) {
      throw;
    }
    demand_readable();
    throw corrupt_journal{expected, e.what()};
  }
}

std::optional<row> sqlite_log::impl::read_row(char const* tail, std::uint64_t seq) {
  auto query =
      db.prepare(std::string{"SELECT "} + kColumns + " FROM journal WHERE book = ?1 AND " + tail);
  query.bind(1, std::int64_t{book}).bind(2, stored(seq));
  return next_of(query, seq == 0 ? end.seq : seq);
}

// After something could not be read: where a walk from the beginning stops. 0: not even its first
// page, which holds no row, can be read.
std::uint64_t sqlite_log::impl::first_damaged_row() {
  auto links = chain{book};
  try {
    auto query = db.prepare(std::string{"SELECT "} + kColumns +
                            " FROM journal WHERE book = ?1 ORDER BY seq");
    query.bind(1, std::int64_t{book});
    while (auto const r = next_of(query, links.end().seq + 1)) {
      links.accept(*r);
    }
  } catch (corrupt_journal const& e) {
    return e.seq();
  } catch (sqlite::error const&) {
    return 0;
  }
  return links.end().seq + 1;
}

void sqlite_log::impl::read_end() {
  auto const last = read_row("seq > ?2 ORDER BY seq DESC LIMIT 1", 0);
  if (!last) {
    return;
  }
  if (last->hash != hash_of(*last)) {
    throw corrupt_journal{last->seq, "its hash does not match its content"};
  }
  end = position_of(*last);
  last_durable_seq = last->durable_seq;
}

void sqlite_log::impl::check_mark() {
  auto const acknowledged = mark.read();
  if (!acknowledged) {
    return;
  }
  auto const there = read_row("seq = ?2", acknowledged->seq);
  if (!there || there->hash != acknowledged->hash) {
    throw corrupt_journal{
        std::min(acknowledged->seq, end.seq + 1),
        "row " + std::to_string(acknowledged->seq) + " was acknowledged but is missing or another"};
  }
}

void sqlite_log::impl::checkpoint(char const* mode) {
  db.prepare(std::string{"PRAGMA wal_checkpoint("} + mode + ")").run();
}

bool sqlite_log::impl::ends_where_it_ended() {
  if (sqlite3_get_autocommit(db.raw()) == 0) {
    return false;
  }
  auto const last = read_row("seq > ?2 ORDER BY seq DESC LIMIT 1", 0);
  return last ? last->seq == end.seq && last->hash == end.hash : end.seq == 0;
}

void sqlite_log::impl::insert_failed(sqlite::error const& e) {
  auto intact = false;
  try {
    intact = e.primary_code() == SQLITE_FULL && ends_where_it_ended();
  } catch (std::exception const&) {
    intact = false;
  }
  if (intact) {
    throw storage_full{e.what()};
  }
  broken = true;
  throw append_failed{e.what()};
}

void sqlite_log::impl::insert(sqlite::statement& statement,
                              row const& r,
                              std::span<std::byte const> payload) {
  try {
    statement.bind(1, std::int64_t{r.book})
        .bind(2, stored(r.seq))
        .bind(3, stored(r.epoch))
        .bind(4, std::int64_t{std::to_underlying(r.kind)})
        .bind(5, std::int64_t{r.records})
        .bind(6, std::int64_t{r.at.time_since_epoch().count()})
        .bind(7, stored(r.durable_seq))
        .bind_blob(8, r.prev)
        .bind_blob(9, r.hash)
        .bind_blob(10, payload);
    statement.run();
  } catch (sqlite::error const& e) {
    insert_failed(e);
  }
  if (db.changes() != 1) {
    broken = true;
    throw append_failed{"another writer appended to the journal"};
  }
  end = position_of(r);
  last_durable_seq = r.durable_seq;
  mark.write({.seq = r.seq, .hash = r.hash});
}

sqlite_log::sqlite_log(std::filesystem::path const& data_folder, sqlite_log_options options)
    : impl_{std::make_unique<impl>(data_folder, options)} {
  try {
    impl_->prepare();
    impl_->read_end();
    impl_->check_mark();
  } catch (sqlite::error const& e) {
    if (is_damage_at_open(e)) {
      impl_->demand_readable();
      throw corrupt_journal{impl_->first_damaged_row(), e.what()};
    }
    throw;
  }
}

sqlite_log::~sqlite_log() {
  if (impl_->broken) {
    return;
  }
  // Nothing is lost when this fails: the WAL stays and the next opening copies it.
  try {
    impl_->checkpoint("TRUNCATE");
  } catch (std::exception const&) {
    impl_->broken = true;
  }
}

position sqlite_log::end() const {
  return impl_->end;
}

position sqlite_log::begin_epoch(instant at, std::string const& writer) {
  CHECK(!impl_->broken);
  auto const payload = std::as_bytes(std::span{writer});
  auto const r = next_epoch(impl_->book, impl_->end, impl_->last_durable_seq, at, payload);
  auto statement = impl_->db.prepare(insert_where(r.seq == 1 ? kIsFirst : kFollowsOlderEpoch));
  impl_->insert(statement, r, payload);
  impl_->began = true;
  return impl_->end;
}

position sqlite_log::append(instant at, std::uint32_t records, std::span<std::byte const> payload) {
  CHECK(impl_->began && records > 0 && at >= impl_->end.at);
  if (impl_->broken) {
    throw append_failed{"an earlier append failed"};
  }
  impl_->insert(*impl_->append_row, next_row(impl_->book, impl_->end, at, records, payload),
                payload);
  return impl_->end;
}

void sqlite_log::read_after(std::uint64_t seq, std::function<void(row const&)> const& visit) {
  auto links = chain{impl_->book};
  if (seq != 0) {
    auto const last = find(seq);
    if (!last) {
      throw corrupt_journal{seq, "there is no such row"};
    }
    links = chain{impl_->book, *last};
  }
  auto query = impl_->db.prepare(std::string{"SELECT "} + kColumns +
                                 " FROM journal WHERE book = ?1 AND seq > ?2 ORDER BY seq");
  query.bind(1, std::int64_t{impl_->book}).bind(2, stored(seq));
  while (auto const r = impl_->next_of(query, links.end().seq + 1)) {
    links.accept(*r);
    visit(*r);
  }
  if (links.end().hash != impl_->end.hash) {
    throw corrupt_journal{links.end().seq + 1, "the last rows are missing"};
  }
}

std::optional<position> sqlite_log::find(std::uint64_t seq) {
  auto const found = impl_->read_row("seq = ?2", seq);
  if (found && found->hash != hash_of(*found)) {
    throw corrupt_journal{seq, "its hash does not match its content"};
  }
  return found ? std::optional{position_of(*found)} : std::nullopt;
}

void sqlite_log::keep_house(lull gap) {
  if (impl_->broken) {
    throw append_failed{"an earlier append failed"};
  }
  if (impl_->wal_pages < (gap == lull::idle ? kWalPagesIdle : kWalPagesBusy)) {
    return;
  }
  try {
    impl_->checkpoint("PASSIVE");
  } catch (sqlite::error const& e) {
    if (e.primary_code() != SQLITE_FULL) {
      impl_->broken = true;
      throw append_failed{e.what()};
    }
  }
  // Also when there was no room: it is tried again when the WAL has grown by as much once more.
  impl_->wal_pages = 0;
}

void sqlite_log::backup_to(std::filesystem::path const& target) {
  if (std::filesystem::exists(target)) {
    throw std::runtime_error{target.string() + " exists already"};
  }
  try {
    sqlite::backup(impl_->db, target);
  } catch (...) {
    erase_database(target);
    throw;
  }
}

void sqlite_log::check_file() {
  auto verdict = std::string{};
  try {
    verdict = impl_->db.query_text("PRAGMA integrity_check(1)");
  } catch (sqlite::error const& e) {
    verdict = e.what();
  }
  if (verdict != "ok") {
    throw corrupt_journal{impl_->end.seq, "the database file is damaged: " + verdict};
  }
}

}  // namespace chepiao::journal
