#include "bench/demand.h"

#include <algorithm>

namespace chepiao::bench {
namespace {

constexpr auto kAccounts = std::uint64_t{1000};

order_id order_of(std::uint64_t n) {
  return {.high = n * 0x9E3779B97F4A7C15U, .low = n};
}

account_id account_of(std::uint64_t n) {
  return account_id{1 + n % kAccounts};
}

place_class_id roomiest(formation const& f) {
  return std::ranges::max_element(f.classes, {}, [](auto const& c) { return c.seats.size(); })
      ->place_class;
}

}  // namespace

command_identity identity_of(std::uint64_t n) {
  auto identity = command_identity{};
  for (auto i = std::size_t{0}; i < sizeof n; ++i) {
    identity.id.value[i] = static_cast<std::byte>(n >> (8 * i));
  }
  identity.digest = identity.id.value;
  return identity;
}

demand::demand(timetable const& schedule, instant now, days span, std::uint64_t seed)
    : chance_{seed} {
  auto const today = schedule.today(now);
  for (auto day = span.first; day <= span.last; ++day) {
    for (auto const& run : schedule.services) {
      auto const id = departure_id{run.id, today + day};
      if (!run.calls.empty() && schedule.runs(id)) {
        on_sale_.push_back({.id = id,
                            .segments = run.segments(),
                            .place_class = roomiest(schedule.formation_of(run))});
      }
    }
  }
}

command demand::hold(std::uint64_t n) {
  return hold_on(chance_.below(on_sale_.size()), n);
}

command demand::hold_on(std::size_t i, std::uint64_t n) {
  auto const& on = on_sale_[i];
  auto const from = static_cast<std::uint16_t>(chance_.below(on.segments));
  auto const to = static_cast<std::uint16_t>(
      from + 1 + chance_.below(static_cast<std::size_t>(on.segments - from)));
  auto asked =
      hold_seats{.order = order_of(n), .account = account_of(n), .legs = {}, .passengers = {}};
  asked.legs.push_back({.departure = on.id,
                        .from = stop_index{from},
                        .to = stop_index{to},
                        .place_class = on.place_class,
                        .seats = {}});
  asked.passengers.push_back({.passenger = passenger_id{n}, .document = document_hash{n}});
  return {.identity = identity_of(2 * n), .body = std::move(asked)};
}

command demand::pay(std::uint64_t n) const {
  return {.identity = identity_of(2 * n + 1),
          .body = pay_order{
              .order = order_of(n), .account = account_of(n), .method = payment_method::sandbox}};
}

}  // namespace chepiao::bench
