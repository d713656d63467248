#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "command/command.h"
#include "inventory/seat_place.h"
#include "timetable/timetable.h"

namespace chepiao {

// The seats of every formation in the forms that decisions need, made once per timetable.
class seat_plans {
 public:
  explicit seat_plans(timetable const&);

  // Where the seats of a class are, by seat_index; empty when the formation has no such class.
  std::span<seat_place const> places(service const&, place_class_id) const;
  std::optional<seat_index> find(service const&, place_class_id, named_seat const&) const;

 private:
  struct plan {
    place_class_id place_class{};
    std::vector<seat_place> places;
    std::unordered_map<std::string, seat_index> by_name;  // coach, a zero byte, label
  };
  plan const* find_plan(service const&, place_class_id) const;

  std::vector<std::vector<plan>> by_formation_;
};

}  // namespace chepiao
