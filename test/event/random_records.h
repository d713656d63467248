#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "event/record.h"
#include "test/support/seeded_rng.h"

namespace chepiao::test {

class random_events {
 public:
  explicit random_events(std::uint64_t seed) : chance_{seed} {}

  std::vector<record> batch() {
    auto out = std::vector<record>(chance_.below(6));
    for (auto& one : out) {
      one = {.at = moment(), .identity = {}, .result = {}, .events = {}};
      if (chance_.below(3) != 0) {
        one.identity = command_identity{{any<digest128>()}, any<digest128>()};
        one.result =
            recorded_result{order(), static_cast<order_status>(chance_.below(7)), number()};
      }
      one.events.resize(chance_.below(5));
      for (auto& happened : one.events) {
        happened = any_event();
      }
    }
    return out;
  }

 private:
  template <typename Bytes>
  Bytes any() {
    auto out = Bytes{};
    chance_.fill(out);
    return out;
  }
  // Small numbers and extremes are more likely than chance would have them.
  std::uint64_t number() {
    switch (chance_.below(4)) {
      case 0:
        return chance_.below(3);
      case 1:
        return std::numeric_limits<std::uint64_t>::max() - chance_.below(3);
      default:
        return chance_.next_u64() >> chance_.below(64);
    }
  }
  instant moment() { return instant{milliseconds{static_cast<std::int64_t>(number())}}; }
  minor_units amount() { return minor_units{static_cast<std::int64_t>(number())}; }
  order_id order() { return {number(), number()}; }
  departure_id departure() {
    return {service_id{static_cast<std::uint32_t>(number())},
            service_day{static_cast<std::int32_t>(number())}};
  }
  std::string text() {
    auto out = std::string(chance_.below(20), '\0');
    for (auto& c : out) {
      c = static_cast<char>(chance_.below(256));
    }
    return out;
  }
  held_ticket ticket() {
    return {.passenger = passenger_id{number()},
            .document = document_hash{number()},
            .type = static_cast<passenger_type>(chance_.below(4)),
            .leg = static_cast<std::uint8_t>(number()),
            .departure = departure(),
            .place_class = place_class_id{static_cast<std::uint8_t>(number())},
            .from = stop_index{static_cast<std::uint16_t>(number())},
            .to = stop_index{static_cast<std::uint16_t>(number())},
            .seat = seat_index{static_cast<std::uint16_t>(number())},
            .price = amount(),
            .coach = text(),
            .label = text()};
  }
  event any_event() {
    switch (chance_.below(std::variant_size_v<event>)) {
      case 0: {
        auto out = departure_opened{
            departure(), static_cast<std::uint16_t>(number()), number(), {}, moment()};
        out.classes.resize(chance_.below(4),
                           {place_class_id{3}, static_cast<std::uint16_t>(number())});
        return out;
      }
      case 1: {
        auto out = order_reserved{order(), account_id{number()}, {{'E', 'U', 'R'}}, moment(), {}};
        out.tickets.resize(chance_.below(6));
        std::generate(out.tickets.begin(), out.tickets.end(), [&] { return ticket(); });
        return out;
      }
      case 2:
        return order_cancelled{order()};
      case 3:
        return order_expired{order()};
      case 4:
        return payment_captured{order(), payment_method::sandbox, amount()};
      case 5:
        return order_ticketed{order()};
      case 6:
        return tickets_refunded{order(), std::vector<std::uint8_t>(chance_.below(9), 200), amount(),
                                amount()};
      case 7:
        return departure_closed{departure()};
      case 8:
        return orders_settled{{order(), order()}};
      default:
        return keys_forgotten{moment()};
    }
  }

  seeded_rng chance_;
};

}  // namespace chepiao::test
