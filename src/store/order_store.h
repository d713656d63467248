#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "event/record.h"

// Orders and tickets as relational rows (DIR/store.db): a read model, written behind the journal
// and rebuilt from it on demand. Losing it loses nothing.

namespace chepiao {

struct stored_order {
  order_id order;
  account_id account{};
  order_status status{};
  currency money;
  minor_units total{};
  minor_units returned{};
  instant created_at{};
  instant expires_at{};
  std::uint64_t refunded = 0;
  std::vector<held_ticket> tickets;
};

// Where a page of orders ends; empty text = start. Newest first.
struct order_page {
  std::vector<stored_order> orders;
  std::optional<std::string> next;  // opaque cursor
};

// Writes (apply, clear) come from one thread, reads from any. Failures are sqlite::error; what was
// not committed is undone.
class order_store {
 public:
  // Throws unusable_database (store/open_database.h) for a damaged file and for another release's:
  // erase_files, open again and fold the journal from its start.
  explicit order_store(std::filesystem::path const& data_folder);
  ~order_store();

  // Removes store.db and what belongs to it. Only while no order_store is open there.
  static void erase_files(std::filesystem::path const& data_folder);

  std::uint64_t applied_seq() const;  // durable in the store

  // Folds batches (rising seq; those at or below applied_seq are skipped) in one transaction: all
  // or none. Throws store_mismatch (store/order_fold.h) for an event about an order never seen.
  struct batch {
    std::uint64_t seq = 0;
    shared_records records;  // never null
  };
  void apply(std::span<batch const>);
  void clear();  // before a rebuild

  // `limit` is brought into 1..100. Throws std::invalid_argument for a cursor that is not ours.
  order_page orders_of(account_id, std::string_view cursor, std::size_t limit);
  std::optional<stored_order> find(order_id);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
