#include "pipeline/batch.h"

#include <algorithm>
#include <utility>

namespace chepiao {
namespace {

constexpr auto kRecordBytes = std::size_t{90};
constexpr auto kEventBytes = std::size_t{50};
constexpr auto kTicketBytes = std::size_t{70};
constexpr auto kStockBytes = std::size_t{8};
constexpr auto kIdBytes = std::size_t{20};

std::size_t size_of(order_reserved const& e) {
  return e.tickets.size() * kTicketBytes;
}
std::size_t size_of(departure_opened const& e) {
  return e.classes.size() * kStockBytes;
}
std::size_t size_of(orders_settled const& e) {
  return e.orders.size() * kIdBytes;
}
template <typename Event>
std::size_t size_of(Event const&) {
  return 0;
}

template <typename Event>
void note_order(Event const& e, std::vector<order_id>& out) {
  if constexpr (requires { e.order; }) {
    out.push_back(e.order);
  } else if constexpr (requires { e.orders; }) {
    out.insert(out.end(), e.orders.begin(), e.orders.end());
  }
}

}  // namespace

std::size_t estimated_bytes(record const& r) {
  auto bytes = kRecordBytes;
  for (auto const& one : r.events) {
    bytes += kEventBytes + std::visit([](auto const& e) { return size_of(e); }, one);
  }
  return bytes;
}

std::vector<order_id> orders_of(std::vector<record> const& records) {
  auto orders = std::vector<order_id>{};
  for (auto const& r : records) {
    for (auto const& one : r.events) {
      std::visit([&](auto const& e) { note_order(e, orders); }, one);
    }
  }
  std::ranges::sort(orders);
  return orders;
}

void refuse_reads(batch& b, refusal_code code) {
  auto const reads =
      std::ranges::stable_partition(b.answers, [](auto const& w) { return !is_read(w); });
  for (auto& w : reads) {
    refuse_waiting(w, code);
  }
  b.answers.erase(reads.begin(), reads.end());
}

}  // namespace chepiao
