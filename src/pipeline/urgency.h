#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chepiao {

// What is asked, by how late it may be refused when more is asked than can be answered: who pays,
// cancels or wants a refund already has seats, and holds them until answered. Most urgent first.
enum class urgency : std::uint8_t {
  money,       // payments, cancellations, refunds
  order_read,  // of one's own orders
  hold,        // new orders
  browse,      // searches, seat maps
};
constexpr auto kUrgencies = std::size_t{4};

// The share of a bounded queue that may be taken when one more of that urgency joins it.
constexpr std::size_t percent_of_queue(urgency u) {
  constexpr auto kPercents = std::array<std::size_t, kUrgencies>{100, 80, 60, 40};
  return kPercents[static_cast<std::size_t>(u)];
}

constexpr std::string_view name_of(urgency u) {
  constexpr auto kNames =
      std::array<std::string_view, kUrgencies>{"money", "order_read", "hold", "browse"};
  return kNames[static_cast<std::size_t>(u)];
}

}  // namespace chepiao
