#include "bench/load/scenario.h"

#include <algorithm>
#include <array>
#include <utility>

namespace chepiao::load {
namespace {

constexpr auto kOperationNames = std::array<std::string_view, kOperations>{
    "get", "search", "hold", "pay", "cancel", "refund", "ticket"};
constexpr auto kScenarioNames = std::array<std::string_view, kScenarios>{
    "get", "search", "hold", "hold-cancel", "purchase", "purchase-ticket", "purchase-refund"};

using enum operation;
constexpr auto kGet = std::array{get};
constexpr auto kSearch = std::array{search};
constexpr auto kHold = std::array{hold};
constexpr auto kHoldCancel = std::array{hold, cancel};
constexpr auto kPurchase = std::array{hold, pay};
constexpr auto kPurchaseTicket = std::array{hold, pay, ticket};
constexpr auto kPurchaseRefund = std::array{hold, pay, refund};

}  // namespace

std::string_view name_of(operation o) {
  return kOperationNames[std::to_underlying(o)];
}

std::string_view name_of(scenario s) {
  return kScenarioNames[std::to_underlying(s)];
}

std::optional<scenario> scenario_of(std::string_view name) {
  auto const at = std::ranges::find(kScenarioNames, name);
  return at == kScenarioNames.end()
             ? std::nullopt
             : std::optional{static_cast<scenario>(at - kScenarioNames.begin())};
}

std::span<operation const> steps_of(scenario s) {
  switch (s) {
    case scenario::get:
      return kGet;
    case scenario::search:
      return kSearch;
    case scenario::hold:
      return kHold;
    case scenario::hold_cancel:
      return kHoldCancel;
    case scenario::purchase:
      return kPurchase;
    case scenario::purchase_ticket:
      return kPurchaseTicket;
    case scenario::purchase_refund:
      return kPurchaseRefund;
  }
  std::unreachable();
}

}  // namespace chepiao::load
