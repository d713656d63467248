#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "base/sqlite.h"

namespace chepiao {

// The file is damaged, is no database, or has the schema of another release.
class unusable_database : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class durability : std::uint8_t {
  every_commit,  // a commit that returned survives a power cut
  in_order,      // a power cut may lose the newest commits, never one without all after it
};

struct schema {
  int version = 0;     // from 1, kept in PRAGMA user_version
  std::string tables;  // run once, on an empty file
};

// The one connection that writes and checkpoints. Creates the file, readable by its owner only, and
// its tables. Throws unusable_database, sqlite::error.
sqlite::connection open_writer(std::filesystem::path const&, durability, schema const&);

// A connection that only reads, while the writer is open. Debian's SQLite 3.40.1 can corrupt a WAL
// when several connections checkpoint: this one never does.
sqlite::connection open_reader(std::filesystem::path const&);

}  // namespace chepiao
