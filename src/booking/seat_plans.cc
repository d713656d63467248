#include "booking/seat_plans.h"

#include <algorithm>
#include <cstdint>

namespace chepiao {
namespace {

std::string name_key(std::string const& coach, std::string const& label) {
  return coach + '\0' + label;
}

}  // namespace

seat_plans::seat_plans(timetable const& schedule) {
  by_formation_.reserve(schedule.formations.size());
  for (auto const& made_up : schedule.formations) {
    auto& plans = by_formation_.emplace_back();
    plans.reserve(made_up.classes.size());
    for (auto const& of_class : made_up.classes) {
      auto& one = plans.emplace_back();
      one.place_class = of_class.place_class;
      one.places.reserve(of_class.seats.size());
      for (auto const& s : of_class.seats) {
        auto const index = seat_index{static_cast<std::uint16_t>(one.places.size())};
        one.places.push_back({.coach = s.coach, .row = s.row, .column = s.column});
        one.by_name.try_emplace(name_key(made_up.coaches[s.coach].number, s.label), index);
      }
    }
  }
}

seat_plans::plan const* seat_plans::find_plan(service const& s, place_class_id wanted) const {
  auto const& plans = by_formation_[s.formation];
  auto const at = std::ranges::find(plans, wanted, &plan::place_class);
  return at == plans.end() ? nullptr : &*at;
}

std::span<seat_place const> seat_plans::places(service const& s, place_class_id wanted) const {
  auto const* const found = find_plan(s, wanted);
  return found == nullptr ? std::span<seat_place const>{} : found->places;
}

std::optional<seat_index> seat_plans::find(service const& s,
                                           place_class_id wanted,
                                           named_seat const& name) const {
  auto const* const found = find_plan(s, wanted);
  if (found == nullptr) {
    return std::nullopt;
  }
  auto const at = found->by_name.find(name_key(name.coach, name.label));
  return at == found->by_name.end() ? std::nullopt : std::optional{at->second};
}

}  // namespace chepiao
