#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/sqlite.h"
#include "identity/cipher.h"
#include "identity/identity.h"

namespace chepiao {

// The table of travellers; names and numbers are sealed on the way in and opened on the way out.
// One thread at a time; throws sqlite::error, corrupt_bytes.
class traveller_rows {
 public:
  explicit traveller_rows(sqlite::connection&);

  bool contains(passenger_id);
  void insert(passenger_id, account_id, traveller const&, instant created_at, cipher const&);
  std::optional<traveller> find(passenger_id, cipher const&);

 private:
  sqlite::statement contains_;
  sqlite::statement insert_;
  sqlite::statement find_;
};

}  // namespace chepiao
