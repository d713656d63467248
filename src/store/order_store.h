#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "event/record.h"

// Orders and tickets as relational rows (DIR/store.db): a read model, written behind the journal and rebuilt
// from it on demand. Losing it loses nothing.

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

// Writes come from one thread, reads from any.
class order_store {
 public:
  explicit order_store(std::filesystem::path const& data_folder);
  ~order_store();

  std::uint64_t applied_seq() const;  // durable in the store

  // Folds batches (rising seq; those at or below applied_seq are skipped) in one transaction.
  struct batch {
    std::uint64_t seq = 0;
    std::vector<record> records;
  };
  void apply(std::span<batch const>);
  void clear();  // before a rebuild

  // Throws std::invalid_argument for a cursor that is not ours.
  order_page orders_of(account_id, std::string_view cursor, std::size_t limit);
  std::optional<stored_order> find(order_id);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
