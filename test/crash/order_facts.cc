#include "test/crash/order_facts.h"

#include <utility>
#include <variant>

#include "test/crash/examine.h"

namespace chepiao::crash {
namespace {

struct folder {
  order_facts& all;

  void operator()(departure_opened const& e) const { all.departures[e.departure] = e; }
  void operator()(order_reserved const& e) const {
    all.orders[e.order] = {.tickets = e.tickets, .status = order_status::reserved};
  }
  void operator()(order_cancelled const& e) const {
    all.orders.at(e.order).status = order_status::cancelled;
  }
  void operator()(order_expired const& e) const {
    all.orders.at(e.order).status = order_status::expired;
  }
  void operator()(payment_captured const& e) const {
    all.orders.at(e.order).captured += std::to_underlying(e.amount);
  }
  void operator()(order_ticketed const& e) const {
    all.orders.at(e.order).status = order_status::ticketed;
  }
  void operator()(tickets_refunded const& e) const {
    auto& order = all.orders.at(e.order);
    order.returned += std::to_underlying(e.amount);
    for (auto const i : e.tickets) {
      order.refunded |= std::uint64_t{1} << i;
    }
  }
  // What the engine no longer remembers has happened all the same.
  void operator()(auto const&) const {}
};

bool covers(held_ticket const& t, departure_id id, place_class_id which, std::uint16_t segment) {
  return t.departure == id && t.place_class == which && std::to_underlying(t.from) <= segment &&
         std::to_underlying(t.to) > segment;
}

}  // namespace

void order_facts::fold(record const& r) {
  for (auto const& one : r.events) {
    std::visit(folder{*this}, one);
  }
}

std::vector<std::uint64_t> order_facts::taken(departure_id id,
                                              place_class_id which,
                                              std::uint16_t segment,
                                              std::size_t words) const {
  auto out = std::vector<std::uint64_t>(words);
  for (auto const& [name, order] : orders) {
    for (auto i = std::size_t{0}; order.living() && i < order.tickets.size(); ++i) {
      auto const& t = order.tickets[i];
      auto const given_back = (order.refunded >> i & 1U) != 0;
      if (given_back || !covers(t, id, which, segment)) {
        continue;
      }
      auto const seat = std::to_underlying(t.seat);
      auto& word = out.at(seat / 64);
      auto const bit = std::uint64_t{1} << (seat % 64);
      demand((word & bit) == 0, "a seat belongs to two living orders");
      word |= bit;
    }
  }
  return out;
}

}  // namespace chepiao::crash
