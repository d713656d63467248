#include "fare/tariff.h"

#include <algorithm>
#include <tuple>

namespace chepiao {
namespace {

auto pair_key(pair_fare const& p) {
  return std::tie(p.from, p.to, p.place_class, p.kind);
}

// A price for this kind of service goes before one for any kind.
std::optional<minor_units> pair_price(tariff const& prices,
                                      station_id from,
                                      station_id to,
                                      place_class_id place_class,
                                      std::string const& kind) {
  for (auto const& wanted_kind : {kind, std::string{}}) {
    auto const wanted = pair_fare{
        .kind = wanted_kind, .from = from, .to = to, .place_class = place_class, .amount = {}};
    auto const found = std::ranges::lower_bound(prices.pairs, pair_key(wanted), {}, pair_key);
    if (found != prices.pairs.end() && pair_key(*found) == pair_key(wanted)) {
      return found->amount;
    }
  }
  return std::nullopt;
}

distance_rate const* rate_for(tariff const& prices,
                              place_class_id place_class,
                              std::string const& kind) {
  auto const* any_kind = static_cast<distance_rate const*>(nullptr);
  for (auto const& rate : prices.rates) {
    if (rate.place_class != place_class) {
      continue;
    }
    if (rate.kind == kind) {
      return &rate;
    }
    if (rate.kind.empty()) {
      any_kind = &rate;
    }
  }
  return any_kind;
}

std::int64_t round_to_step(std::int64_t value, std::int32_t step) {
  return (value + step / 2) / step * step;
}

std::optional<minor_units> distance_price(tariff const& prices,
                                          service const& s,
                                          stop_index from,
                                          stop_index to,
                                          place_class_id place_class) {
  auto const* rate = rate_for(prices, place_class, s.kind);
  if (rate == nullptr || !s.distance_usable) {
    return std::nullopt;
  }
  auto const begin = s.calls[std::to_underlying(from)].distance_m;
  auto const end = s.calls[std::to_underlying(to)].distance_m;
  if (begin == kNoDistance || end == kNoDistance || end <= begin) {
    return std::nullopt;
  }
  constexpr auto kMetresPer1000Km = std::int64_t{1'000'000};
  auto const exact = (std::int64_t{end} - begin) * rate->minor_per_1000_km / kMetresPer1000Km;
  return minor_units{round_to_step(std::max(exact, count(rate->minimum)), prices.rounding_step)};
}

minor_units for_passenger(tariff const& prices, minor_units adult, passenger_type type) {
  auto const found = std::ranges::find(prices.passengers, type, &passenger_rate::type);
  if (found == prices.passengers.end() || found->percent == 100) {
    return adult;
  }
  return minor_units{round_to_step(count(adult) * found->percent / 100, prices.rounding_step)};
}

}  // namespace

void tariff::build_index() {
  rounding_step = std::max(rounding_step, 1);
  std::ranges::stable_sort(pairs, {}, pair_key);
}

result<minor_units> price_of(tariff const& prices,
                             timetable const&,
                             service const& s,
                             stop_index from,
                             stop_index to,
                             place_class_id place_class,
                             passenger_type type) {
  auto adult = pair_price(prices, s.calls[std::to_underlying(from)].at,
                          s.calls[std::to_underlying(to)].at, place_class, s.kind);
  if (!adult) {
    adult = distance_price(prices, s, from, to, place_class);
  }
  if (!adult) {
    return refuse(refusal_code::no_fare);
  }
  return for_passenger(prices, *adult, type);
}

}  // namespace chepiao
