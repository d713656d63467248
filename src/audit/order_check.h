#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "audit/findings.h"
#include "audit/key_check.h"
#include "audit/seat_check.h"
#include "event/record.h"

namespace chepiao {

// Orders go through their states in order, money adds up, and a caller was told what is.
class order_check {
 public:
  void reserved(order_reserved const&, instant at, seat_check&, findings&);
  void cancelled(order_cancelled const&, seat_check&, findings&);
  void expired(order_expired const&, instant at, seat_check&, findings&);
  void captured(payment_captured const&, instant at, findings&);
  void ticketed(order_ticketed const&, findings&);
  void refunded(tickets_refunded const&, seat_check&, findings&);
  // Nothing may happen to them any more; the keys that answered with them are gone.
  void settled(orders_settled const&, key_check const&, seat_check&, findings&);
  // After all events of the record.
  void told(recorded_result const&, findings&);
  // A record ends: nothing may be left between two states.
  void record_ends(findings&);

  std::size_t size() const { return orders_.size(); }
  std::size_t in_status(order_status) const;
  std::int64_t captured_minor() const { return captured_; }
  std::int64_t returned_minor() const { return returned_; }

 private:
  struct order {
    order_status status{};
    instant expires_at{};
    std::int64_t price = 0;
    std::int64_t captured = 0;
    std::int64_t given_back = 0;  // to the buyer and kept as fees
    std::uint64_t refunded = 0;   // bit i: ticket i
    bool settled = false;
    std::vector<held_ticket> tickets;
  };
  order* find(order_id, findings&);
  static bool is_over(order const&, seat_check const&);
  void leave_reserved(order&, order_id, order_status, seat_check&, findings&);

  std::unordered_map<order_id, order> orders_;
  std::vector<order_id> paid_in_record_;
  std::int64_t captured_ = 0;
  std::int64_t returned_ = 0;
};

}  // namespace chepiao
