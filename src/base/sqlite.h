#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace chepiao::sqlite {

// Any SQLite failure, with its extended result code (SQLITE_FULL, SQLITE_IOERR_FSYNC ...).
class error : public std::runtime_error {
 public:
  error(int code, std::string const& what) : std::runtime_error{what}, code_{code} {}
  int code() const { return code_; }  // extended
  int primary_code() const { return code_ & 0xFF; }

 private:
  int code_;
};

class statement;

// One connection, used by one thread at a time. Opens (or creates) the file; throws error.
class connection {
 public:
  enum class mode : std::uint8_t { read_write_create, read_only };
  // `vfs` empty: SQLite's default. A test may name a VFS of its own that injects faults.
  explicit connection(std::filesystem::path const&,
                      mode = mode::read_write_create,
                      std::string const& vfs = {});
  ~connection();
  connection(connection&&) noexcept;
  connection& operator=(connection&&) noexcept;
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  // One or more statements without parameters and results (schema, pragmas, BEGIN, COMMIT).
  void execute(std::string const& sql);
  // The first column of the first row of a query without parameters, as text; empty when there is
  // none.
  std::string query_text(std::string const& sql);
  statement prepare(std::string_view sql);
  std::int64_t changes() const;
  sqlite3* raw() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// A prepared statement. Bind by position from 1, step through the rows, reset to use again.
// Must not outlive its connection.
class statement {
 public:
  ~statement();
  statement(statement&&) noexcept;
  statement& operator=(statement&&) noexcept;
  statement(statement const&) = delete;
  statement& operator=(statement const&) = delete;

  statement& bind(int position, std::int64_t);
  statement& bind(int position, std::string_view);  // copied
  // The text stays where it is until the statement has run.
  statement& bind_in_place(int position, std::string_view);
  statement& bind_blob(int position,
                       std::span<std::byte const>);  // not copied: must live until step
  statement& bind_null(int position);

  bool step();  // true while there is a row
  void run();   // step to the end, then reset
  void reset();

  std::int64_t integer(int column) const;
  std::string_view text(int column) const;            // valid until the next step or reset
  std::span<std::byte const> blob(int column) const;  // likewise
  bool is_null(int column) const;

 private:
  friend class connection;
  statement(sqlite3*, std::string_view sql);
  void check(int code) const;

  sqlite3* connection_ = nullptr;
  sqlite3_stmt* handle_ = nullptr;
};

// Copies a live database page by page into a new file (SQLite's backup API). Throws error.
void backup(connection& source, std::filesystem::path const& target);

}  // namespace chepiao::sqlite
