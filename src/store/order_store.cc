#include "store/order_store.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <stdexcept>

#include "store/open_database.h"
#include "store/order_fold.h"
#include "store/order_reader.h"
#include "store/reader_pool.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

constexpr auto kReaders = std::size_t{3};
constexpr auto kPageMax = std::size_t{100};

std::filesystem::path database_in(std::filesystem::path const& folder) {
  return folder / "store.db";
}

}  // namespace

struct order_store::impl {
  explicit impl(std::filesystem::path const& database)
      : writer{open_writer(database, durability::in_order, order_schema())},
        fold{writer},
        applied{fold.applied_seq()},
        readers{kReaders, [&] { return std::make_unique<order_reader>(database); }} {}

  std::int64_t number_below(account_id account, std::string_view cursor) {
    if (cursor.empty()) {
      return std::numeric_limits<std::int64_t>::max();
    }
    auto const last = parse_order_id(cursor);
    auto const number =
        last ? readers.with([&](order_reader& r) { return r.number_of(*last, account); })
             : std::nullopt;
    if (!number) {
      throw std::invalid_argument{"not a cursor of this list"};
    }
    return *number;
  }

  sqlite::connection writer;
  order_fold fold;
  std::atomic<std::uint64_t> applied;
  reader_pool<order_reader> readers;
};

order_store::order_store(std::filesystem::path const& data_folder)
    : impl_{std::make_unique<impl>(database_in(data_folder))} {}

order_store::~order_store() = default;

void order_store::erase_files(std::filesystem::path const& data_folder) {
  for (auto const* suffix : {"-shm", "-wal", ""}) {
    std::filesystem::remove(database_in(data_folder).string() + suffix);
  }
}

std::uint64_t order_store::applied_seq() const {
  return impl_->applied.load();
}

void order_store::apply(std::span<batch const> batches) {
  auto applied = impl_->applied.load();
  auto work = transaction{impl_->writer};
  impl_->fold.begin();
  for (auto const& b : batches) {
    if (b.seq <= applied) {
      continue;
    }
    for (auto const& r : *b.records) {
      impl_->fold.fold(r);
    }
    applied = b.seq;
  }
  impl_->fold.write();
  impl_->fold.set_applied_seq(applied);
  work.commit();
  impl_->applied.store(applied);
}

void order_store::clear() {
  auto work = transaction{impl_->writer};
  impl_->writer.execute("DELETE FROM tickets; DELETE FROM orders");
  impl_->fold.set_applied_seq(0);
  work.commit();
  impl_->applied.store(0);
}

order_page order_store::orders_of(account_id account, std::string_view cursor, std::size_t limit) {
  auto const before = impl_->number_below(account, cursor);
  auto const size = std::clamp(limit, std::size_t{1}, kPageMax);
  auto page = order_page{};
  page.orders =
      impl_->readers.with([&](order_reader& r) { return r.newest(account, before, size + 1); });
  if (page.orders.size() > size) {
    page.orders.pop_back();
    page.next = to_text(page.orders.back().order);
  }
  return page;
}

std::optional<stored_order> order_store::find(order_id order) {
  return impl_->readers.with([&](order_reader& r) { return r.find(order); });
}

}  // namespace chepiao
