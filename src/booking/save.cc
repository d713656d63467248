#include "booking/book.h"
#include "booking/packed_row.h"

namespace chepiao {
namespace {

void put(byte_writer& out, order_row const& o) {
  out.put_bytes(row_packer<kOrderBytes>{}
                    .put(o.id.high)
                    .put(o.id.low)
                    .put(o.created_at().time_since_epoch().count())
                    .put(o.expires_at().time_since_epoch().count())
                    .put(o.account)
                    .put(o.first_ticket)
                    .put(o.tickets)
                    .put(static_cast<std::uint8_t>(o.money))
                    .put(o.status)
                    .put(o.method)
                    .bytes());
}

void put(byte_writer& out, ticket_row const& t) {
  out.put_bytes(row_packer<kTicketBytes>{}
                    .put(t.passenger)
                    .put(t.document)
                    .put(count(t.price()))
                    .put(t.departure)
                    .put(t.printed())
                    .put(t.from)
                    .put(t.to)
                    .put(t.seat)
                    .put(t.place_class)
                    .put(t.type)
                    .put(t.leg)
                    .bytes());
}

void put(byte_writer& out, departure_row const& d) {
  out.put(d.stops);
  if (d.stops == 0) {
    return;
  }
  out.put(d.id.service);
  out.put(d.id.day.days);
  out.put(d.layout);
  out.put(d.closes_at.time_since_epoch().count());
  out.put(static_cast<std::uint8_t>(d.stock ? 1 : 0));
  auto const classes = d.stock ? d.stock->classes() : 0;
  out.put(static_cast<std::uint16_t>(classes));
  for (auto i = std::size_t{0}; i < classes; ++i) {
    out.put(d.stock->class_at(i));
    out.put(d.stock->seats_in(i));
  }
}

}  // namespace

// Only what cannot be worked out again: stock, deadlines and limits follow from orders and
// refunds. Which slots are free is kept too: it decides which are used next.
void book::save(byte_writer& out) const {
  printed_.save(out);
  out.put(static_cast<std::uint32_t>(currencies_.size()));
  for (auto const& money : currencies_) {
    out.put(money.code[0]);
    out.put(money.code[1]);
    out.put(money.code[2]);
  }
  out.put(static_cast<std::uint32_t>(departures_.slots()));
  for (auto slot = std::size_t{0}; slot < departures_.slots(); ++slot) {
    put(out, departures_[slot]);
  }
  departures_.save_free(out);
  out.put(static_cast<std::uint32_t>(accounts_.slots()));
  for (auto slot = std::size_t{0}; slot < accounts_.slots(); ++slot) {
    out.put(accounts_[slot].id);
    out.put(accounts_[slot].orders);
  }
  accounts_.save_free(out);
  tickets_.save(out);
  out.put(static_cast<std::uint32_t>(refunds_.size()));
  for (auto const& [slot, refunds] : refunds_) {
    out.put(slot);
    out.put(static_cast<std::uint8_t>(refunds.size()));
    for (auto const& one : refunds) {
      out.put(one.tickets);
      out.put(count(one.amount));
    }
  }
  out.put(static_cast<std::uint32_t>(orders_.slots()));
  for (auto slot = std::size_t{0}; slot < orders_.slots(); ++slot) {
    put(out, orders_[slot]);
    for (auto i = std::size_t{0}; i < orders_[slot].tickets; ++i) {
      put(out, ticket(orders_[slot], i));
    }
  }
  orders_.save_free(out);
  out.put(over_since_.time_since_epoch().count());
  ledger_.save(out);
}

}  // namespace chepiao
