#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "event/record.h"
#include "event/wire_read.h"

// Messages of proto/event.proto out of the bytes of their fields, and what reading them shares.
// Each throws corrupt_bytes. Private to this room.

namespace chepiao {

order_id take_order(std::string_view);
departure_id take_departure(std::string_view);
void take_ticket(std::string_view, held_ticket& out);        // requires a new ticket
void take_event(std::string_view, std::vector<event>& out);  // adds one

template <typename Small>
Small narrow(std::uint32_t value) {
  require(value <= std::numeric_limits<Small>::max(), "event: a number out of range");
  return static_cast<Small>(value);
}

template <typename Id>
Id narrow_id(std::uint32_t value) {
  return Id{narrow<std::underlying_type_t<Id>>(value)};
}

inline instant from_ms(std::int64_t ms) {
  return instant{milliseconds{ms}};
}

// A message within a message is said once; protobuf would merge a second one into it.
template <typename Part>
void put_once(std::optional<Part>& out, Part part) {
  require(!out, "event: a message twice");
  out = part;
}

// The order, or the departure, that a message is about; it must be there.
class about_order {
 public:
  void take(std::string_view bytes) { put_once(order_, take_order(bytes)); }
  order_id get() const {
    require(order_.has_value(), "event: no order id");
    return *order_;
  }

 private:
  std::optional<order_id> order_;
};

class about_departure {
 public:
  void take(std::string_view bytes) { put_once(departure_, take_departure(bytes)); }
  departure_id get() const {
    require(departure_.has_value(), "event: no departure id");
    return *departure_;
  }

 private:
  std::optional<departure_id> departure_;
};

}  // namespace chepiao
