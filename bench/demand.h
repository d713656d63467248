#pragma once

#include <cstdint>
#include <vector>

#include "bench/load/random.h"
#include "command/command.h"
#include "timetable/timetable.h"

namespace chepiao::bench {

command_identity identity_of(std::uint64_t n);

// Holds over everything that a timetable sells on some days: one passenger, any departure, any two
// stops, the class with the most seats.
class demand {
 public:
  struct days {
    std::int32_t first = 1;  // from today
    std::int32_t last = 13;
  };
  // The timetable outlives this. Requires that something runs on these days.
  demand(timetable const&, instant now, days, std::uint64_t seed);

  // The order's id, its account and the key follow from n, which starts from 1.
  command hold(std::uint64_t n);
  // The same on the i-th departure.
  command hold_on(std::size_t i, std::uint64_t n);
  command pay(std::uint64_t n) const;

  std::size_t departures() const { return on_sale_.size(); }

 private:
  struct departure {
    departure_id id;
    std::uint16_t segments = 0;
    place_class_id place_class{};
  };
  std::vector<departure> on_sale_;
  load::random chance_;
};

}  // namespace chepiao::bench
