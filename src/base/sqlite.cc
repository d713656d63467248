#include "base/sqlite.h"

#include <utility>

#include <sqlite3.h>

namespace chepiao::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* handle, int code, std::string const& context) {
  auto const reason = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  auto const extended = handle != nullptr ? sqlite3_extended_errcode(handle) : code;
  throw error{extended, context + ": " + reason};
}

// Nobody asks SQLite how much memory it has; counting takes a lock at each allocation.
void count_no_memory() {
  static auto const done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);
}

}  // namespace

connection::connection(std::filesystem::path const& path, mode m, std::string const& vfs) {
  count_no_memory();
  auto const flags =
      (m == mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  auto const code =
      sqlite3_open_v2(path.c_str(), &handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) {
    auto const reason = std::string{handle_ != nullptr ? sqlite3_errmsg(handle_) : "no memory"};
    sqlite3_close_v2(std::exchange(handle_, nullptr));
    throw error{code, "open " + path.string() + ": " + reason};
  }
}

connection::~connection() {
  sqlite3_close_v2(handle_);
}

connection::connection(connection&& other) noexcept
    : handle_{std::exchange(other.handle_, nullptr)} {}

connection& connection::operator=(connection&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

void connection::execute(std::string const& sql) {
  auto const code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    fail(handle_, code, sql);
  }
}

std::string connection::query_text(std::string const& sql) {
  auto query = prepare(sql);
  return query.step() ? std::string{query.text(0)} : std::string{};
}

statement connection::prepare(std::string_view sql) {
  return statement{handle_, sql};
}

std::int64_t connection::changes() const {
  return sqlite3_changes64(handle_);
}

statement::statement(sqlite3* connection, std::string_view sql) : connection_{connection} {
  auto const code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()),
                                       SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) {
    fail(connection, code, std::string{sql});
  }
}

statement::~statement() {
  sqlite3_finalize(handle_);
}

statement::statement(statement&& other) noexcept
    : connection_{other.connection_}, handle_{std::exchange(other.handle_, nullptr)} {}

statement& statement::operator=(statement&& other) noexcept {
  std::swap(connection_, other.connection_);
  std::swap(handle_, other.handle_);
  return *this;
}

void statement::check(int code) const {
  if (code != SQLITE_OK) {
    fail(connection_, code, sqlite3_sql(handle_));
  }
}

statement& statement::bind(int position, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, position, value));
  return *this;
}

statement& statement::bind(int position, std::string_view text) {
  check(sqlite3_bind_text64(handle_, position, text.data(), text.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
  return *this;
}

statement& statement::bind_in_place(int position, std::string_view text) {
  // A null pointer would bind NULL instead of an empty text.
  auto const* data = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(handle_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

statement& statement::bind_blob(int position, std::span<std::byte const> bytes) {
  // A null pointer would bind NULL instead of an empty blob.
  auto const* data = bytes.empty() ? reinterpret_cast<std::byte const*>("") : bytes.data();
  check(sqlite3_bind_blob64(handle_, position, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

statement& statement::bind_null(int position) {
  check(sqlite3_bind_null(handle_, position));
  return *this;
}

bool statement::step() {
  auto const code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  auto const failure =
      error{sqlite3_extended_errcode(connection_),
            std::string{sqlite3_sql(handle_)} + ": " + sqlite3_errmsg(connection_)};
  sqlite3_reset(handle_);
  throw failure;
}

void statement::run() {
  while (step()) {
  }
  reset();
}

void statement::reset() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

std::int64_t statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view statement::text(int column) const {
  auto const* text = sqlite3_column_text(handle_, column);
  auto const size = sqlite3_column_bytes(handle_, column);
  return {reinterpret_cast<char const*>(text), static_cast<std::size_t>(size)};
}

std::span<std::byte const> statement::blob(int column) const {
  auto const* data = static_cast<std::byte const*>(sqlite3_column_blob(handle_, column));
  auto const size = sqlite3_column_bytes(handle_, column);
  return {data, static_cast<std::size_t>(size)};
}

bool statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

void backup(connection& source, std::filesystem::path const& target) {
  auto copy = connection{target};
  auto* const job = sqlite3_backup_init(copy.raw(), "main", source.raw(), "main");
  if (job == nullptr) {
    fail(copy.raw(), SQLITE_ERROR, "backup to " + target.string());
  }
  auto const code = sqlite3_backup_step(job, -1);
  sqlite3_backup_finish(job);
  if (code != SQLITE_DONE) {
    fail(copy.raw(), code, "backup to " + target.string());
  }
}

}  // namespace chepiao::sqlite
