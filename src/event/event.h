#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"

// What has happened. An event is a complete fact: the fold looks nothing up and decides nothing.
// The meaning of a released event is frozen; new meaning is a new event. Wire form:
// proto/event.proto.

namespace chepiao {

enum class passenger_type : std::uint8_t { adult, child, student, disabled };
enum class payment_method : std::uint8_t { sandbox };

// A departure got its stock: written before the first hold on it, from the timetable of that
// moment. Again only when no ticket of it is live: the new stock replaces the empty one, after the
// timetable's layout changed.
struct departure_opened {
  struct class_stock {
    place_class_id place_class{};
    std::uint16_t seats = 0;
    friend bool operator==(class_stock const&, class_stock const&) = default;
  };
  departure_id departure;
  std::uint16_t stops = 0;   // segments = stops - 1
  std::uint64_t layout = 0;  // fingerprint of calls and seats, see timetable/layout_hash.h
  std::vector<class_stock> classes;
  instant closes_at{};  // its run is over for good; 1970 where an older release did not say
  friend bool operator==(departure_opened const&, departure_opened const&) = default;
};

// The run is over: nothing of it is sold or given back any more, its stock is dropped.
struct departure_closed {
  departure_id departure;
  friend bool operator==(departure_closed const&, departure_closed const&) = default;
};

// One passenger's right to one seat on one stretch.
struct held_ticket {
  passenger_id passenger{};
  document_hash document{};
  passenger_type type{};
  std::uint8_t leg = 0;  // from 0, in order of travel
  departure_id departure;
  place_class_id place_class{};
  stop_index from{};
  stop_index to{};
  seat_index seat{};
  minor_units price{};
  std::string coach;  // as printed: "05"
  std::string label;  // as printed: "12F"
  friend bool operator==(held_ticket const&, held_ticket const&) = default;
};

struct order_reserved {
  order_id order;
  account_id account{};
  currency money;
  instant expires_at{};
  std::vector<held_ticket> tickets;  // 1..n; a ticket's index is its position here
  friend bool operator==(order_reserved const&, order_reserved const&) = default;
};

struct order_cancelled {
  order_id order;
  friend bool operator==(order_cancelled const&, order_cancelled const&) = default;
};

struct order_expired {
  order_id order;
  friend bool operator==(order_expired const&, order_expired const&) = default;
};

struct payment_captured {
  order_id order;
  payment_method method{};
  minor_units amount{};
  friend bool operator==(payment_captured const&, payment_captured const&) = default;
};

struct order_ticketed {
  order_id order;
  friend bool operator==(order_ticketed const&, order_ticketed const&) = default;
};

struct tickets_refunded {
  order_id order;
  std::vector<std::uint8_t> tickets;  // indices, rising
  minor_units amount{};               // what goes back
  minor_units fee{};                  // what is kept
  friend bool operator==(tickets_refunded const&, tickets_refunded const&) = default;
};

// Idempotency keys first used at or before this time are forgotten.
struct keys_forgotten {
  instant up_to{};
  friend bool operator==(keys_forgotten const&, keys_forgotten const&) = default;
};

// Nothing can happen to these orders any more and no key answers with them: the engine forgets
// them. The order store keeps them.
struct orders_settled {
  std::vector<order_id> orders;
  friend bool operator==(orders_settled const&, orders_settled const&) = default;
};

using event = std::variant<departure_opened,
                           order_reserved,
                           order_cancelled,
                           order_expired,
                           payment_captured,
                           order_ticketed,
                           tickets_refunded,
                           keys_forgotten,
                           departure_closed,
                           orders_settled>;

}  // namespace chepiao
