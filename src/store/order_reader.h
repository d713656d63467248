#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/sqlite.h"
#include "store/order_store.h"

namespace chepiao {

// Rows back into orders, on a read-only connection of its own. One thread at a time. Throws
// sqlite::error.
class order_reader {
 public:
  explicit order_reader(std::filesystem::path const& database);

  std::optional<stored_order> find(order_id);
  // The number of an order of this account.
  std::optional<std::int64_t> number_of(order_id, account_id);
  // Orders numbered below `before`, newest first.
  std::vector<stored_order> newest(account_id, std::int64_t before, std::size_t limit);

 private:
  std::vector<held_ticket> tickets_of(std::int64_t order_no);

  sqlite::connection db_;
  sqlite::statement find_;
  sqlite::statement number_of_;
  sqlite::statement newest_;
  sqlite::statement tickets_;
};

}  // namespace chepiao
