#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "command/command.h"
#include "command/reply.h"
#include "event/record.h"
#include "sim/railway.h"
#include "sim/seat_grid.h"
#include "sim/terms.h"

namespace chepiao::sim {

// What the answer to a command must be.
struct expectation {
  std::optional<refusal_code> refused;
  std::optional<recorded_result> replayed;  // with neither, it must happen
  std::uint64_t number = 0;                 // of the record a replay repeats
};

// The sale once more, slow and plain, sharing no code with the engine: says what must be answered,
// and whether what happened may happen.
class model {
 public:
  model(railway const& r, terms const& t)
      : railway_{&r},
        limits_{t.limits},
        policy_{t.policy},
        minor_per_segment_{t.minor_per_segment},
        grid_{r} {}

  // From here on it is decided by these; what happened stays.
  void change(terms const& t) {
    limits_ = t.limits;
    policy_ = t.policy;
    minor_per_segment_ = t.minor_per_segment;
  }

  expectation expect(command const&, instant now) const;
  // Of a leg, whatever its seats.
  std::optional<refusal_code> refusal_of(leg_request const&, instant now) const;

  // Folds the record with this number, from 1. Throws wrong when it breaks a rule, or is not what
  // was asked; null: a timer.
  void fold(record const&, std::uint64_t number, command_body const* asked);

  // The order as told with this result. Throws wrong when there is none.
  order_view view(recorded_result const&) const;
  std::map<order_id, order_view> const& orders() const { return orders_; }
  // The orders of which nothing can happen any more leave; what they were is not kept.
  bool has_left(order_id id) const { return left_.contains(id); }
  std::set<departure_id> const& opened() const { return opened_; }  // and not closed yet
  std::size_t keys() const { return keys_.size(); }
  std::size_t live_tickets() const;
  seat_grid const& grid() const { return grid_; }
  // Since the beginning, minor units.
  struct till {
    std::int64_t captured = 0;
    std::int64_t returned = 0;
    std::int64_t fees = 0;
  };
  till const& cash() const { return cash_; }
  // Throws wrong when a hold, a key, an order or a departure is there that should have ended by
  // now.
  void demand_on_time(instant now);
  // When the last of the departures closes.
  instant last_closing() const;

 private:
  struct known_key {
    digest128 digest{};
    instant at{};
    recorded_result result;
    std::uint64_t number = 0;
  };

  std::optional<refusal_code> refusal_of(hold_seats const&, instant) const;
  std::optional<refusal_code> refusal_of(pay_order const&, instant) const;
  std::optional<refusal_code> refusal_of(cancel_order const&, instant) const;
  std::optional<refusal_code> refusal_of(refund_tickets const&, instant) const;
  std::optional<refusal_code> refusal_of(expire_holds const&, instant) const { return {}; }
  std::optional<refusal_code> refusal_of(forget_keys const&, instant) const { return {}; }
  std::optional<refusal_code> refusal_of(close_departures const&, instant) const { return {}; }
  std::optional<refusal_code> refusal_of(settle_orders const&, instant) const { return {}; }
  std::optional<refusal_code> seats_refusal(leg_request const&, std::size_t people) const;
  bool overlap(leg_request const&, leg_request const&) const;
  order_view const* own(order_id, account_id) const;

  void demand_policy(hold_seats const&, record const&) const;
  void happen(departure_opened const&, instant);
  void happen(order_reserved const&, instant);
  void happen(order_cancelled const&, instant);
  void happen(order_expired const&, instant);
  void happen(payment_captured const&, instant);
  void happen(order_ticketed const&, instant);
  void happen(tickets_refunded const&, instant);
  void happen(keys_forgotten const&, instant);
  void happen(departure_closed const&, instant);
  void happen(orders_settled const&, instant);
  instant closes(departure_id) const;
  bool may_leave(order_view const&) const;
  void end(order_view&, order_status);
  order_view& order(order_id);

  railway const* railway_;
  sale_limits limits_;
  seat_policy policy_;
  std::int64_t minor_per_segment_;
  seat_grid grid_;
  std::map<order_id, order_view> orders_;
  std::set<order_id> left_;
  std::map<order_id, instant> over_since_;  // seen to be over, and not gone yet
  std::set<departure_id> opened_;
  std::set<departure_id> closed_;
  std::map<command_id, known_key> keys_;
  till cash_;
};

}  // namespace chepiao::sim
