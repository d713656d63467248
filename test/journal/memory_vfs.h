#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "base/rng.h"

namespace chepiao::test {

// A disk in memory behind SQLite's VFS interface: it fails where the test says, and it can lose
// what was not flushed. One thread.
class memory_vfs {
 public:
  // Registers under `name` until destroyed.
  explicit memory_vfs(std::string name);
  ~memory_vfs();
  memory_vfs(memory_vfs const&) = delete;
  memory_vfs& operator=(memory_vfs const&) = delete;

  std::string const& name() const { return name_; }

  // From now on, count writes, flushes and truncations; the n-th (from 1) fails with `code`, and
  // every later one too when `until_healed`.
  enum class lasting : std::uint8_t { once, until_healed };
  void fail_at(std::uint64_t n, int code, lasting);
  void heal();
  std::uint64_t calls() const { return calls_; }
  bool failed() const { return failed_; }

  // How power is lost: which of the writes since a file's last flush reach the disk.
  enum class loss : std::uint8_t { none, everything, torn_prefix, any_subset };
  void lose_power(loss, rng&);

  // The bytes of a file as the program sees them; null when there is none.
  std::vector<std::byte>* find(std::string const& path);

 private:
  struct unflushed {
    std::size_t offset = 0;
    std::vector<std::byte> bytes{};
    std::optional<std::size_t> truncate_to{};
  };
  struct file {
    std::vector<std::byte> seen;
    std::vector<std::byte> flushed;
    std::vector<unflushed> pending;
  };
  struct handle;
  static sqlite3_io_methods const& methods();
  static memory_vfs& of(sqlite3_vfs*);
  static void play(std::vector<std::byte>&, unflushed const&, std::size_t size);
  int next_call();

  std::string name_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::shared_ptr<file>> files_;
  std::uint64_t calls_ = 0;
  std::uint64_t fail_at_ = 0;
  int code_ = SQLITE_OK;
  lasting lasting_{};
  bool failed_ = false;
};

}  // namespace chepiao::test
