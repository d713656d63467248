#include "booking/check_leg.h"

#include <utility>

namespace chepiao {
namespace {

constexpr auto kSecondsPerDay = std::int32_t{86'400};

bool carries(service const& train, stretch s) {
  auto const from = std::to_underlying(s.from);
  auto const to = std::to_underlying(s.to);
  return from < to && to < train.calls.size() && train.calls[from].boards &&
         train.calls[to].alights;
}

// The calendar day on which the traveller gets on.
service_day boarding_day(service const& train, departure_id id, stop_index from) {
  auto const& c = train.calls[std::to_underlying(from)];
  auto const at = c.departs_s != kNoTime ? c.departs_s : c.arrives_s;
  return id.day + at / kSecondsPerDay;
}

}  // namespace

result<leg_place> check_leg(book const& b,
                            sale const& s,
                            departure_id id,
                            stretch stops,
                            place_class_id wanted,
                            instant now,
                            leg_field field) {
  auto const& schedule = s.rules.schedule;
  auto const* const train = schedule.find(id.service);
  if (train == nullptr || !schedule.runs(id)) {
    return refuse(refusal_code::unknown_departure, field("departure_id"));
  }
  if (!carries(*train, stops)) return refuse(refusal_code::not_served, field("from"));
  auto const days_ahead = boarding_day(*train, id, stops.from) - schedule.today(now);
  if (days_ahead < 0) return refuse(refusal_code::past_date, field("departure_id"));
  if (days_ahead >= s.rules.limits.presale_days) {
    return refuse(refusal_code::not_on_sale, field("departure_id"));
  }
  if (schedule.departs_at(*train, id.day, stops.from) <= now) {
    return refuse(refusal_code::departed, field("departure_id"));
  }
  auto const* const seats = schedule.seats_of(*train, wanted);
  if (seats == nullptr) return refuse(refusal_code::unknown_class, field("class"));
  auto const* opened = b.find(id);
  // A timetable that moved a run's end past its closing does not bring it back.
  if (opened != nullptr && !opened->stock) {
    return refuse(refusal_code::departed, field("departure_id"));
  }
  if (opened != nullptr && opened->layout != schedule.layout_hash(*train)) {
    // A seat's number may mean another printed seat by now, even where the counts are the same.
    if (opened->live_tickets > 0) return refuse(refusal_code::not_on_sale, field("departure_id"));
    opened = nullptr;
  }
  return leg_place{.id = id, .stops = stops, .train = train, .seats = seats, .opened = opened};
}

}  // namespace chepiao
