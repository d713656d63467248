#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace chepiao::load {

// One request and its reply.
enum class operation : std::uint8_t { get, search, hold, pay, cancel, refund, ticket };
constexpr auto kOperations = std::size_t{7};
std::string_view name_of(operation);

// What a client does from its first request to its last; each step needs the one before it to
// succeed.
enum class scenario : std::uint8_t {
  get,              // the path given
  search,           // journeys of a line on a day
  hold,             // seats, left unpaid
  hold_cancel,      // seats, given back at once
  purchase,         // hold and pay: the reply to the payment has the tickets
  purchase_ticket,  // the same, then the order is read
  purchase_refund,  // the same as purchase, then all is given back
};
constexpr auto kScenarios = std::size_t{7};
std::string_view name_of(scenario);
std::optional<scenario> scenario_of(std::string_view name);
std::span<operation const> steps_of(scenario);

struct weighted_scenario {
  scenario what{};
  double weight = 1;
};

}  // namespace chepiao::load
