#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/sqlite.h"
#include "identity/password_hasher.h"

namespace chepiao {

struct stored_account {
  account_id id{};
  std::string username;          // normal form
  std::vector<std::byte> email;  // sealed for {"accounts.email", id}
  password_hash password;
  instant created_at{};
};

struct account_secret {
  account_id id{};
  password_hash password;
};

// The table of accounts. One thread at a time; throws sqlite::error.
class account_rows {
 public:
  explicit account_rows(sqlite::connection&);

  std::optional<account_secret> find(std::string_view username);
  void insert(stored_account const&);

 private:
  sqlite::statement find_;
  sqlite::statement insert_;
};

}  // namespace chepiao
