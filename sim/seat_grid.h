#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "event/event.h"
#include "sim/railway.h"

namespace chepiao::sim {

// Seats by segments, each taken or not: what a child could check.
class seat_grid {
 public:
  explicit seat_grid(railway const& r) : railway_{&r} {}

  bool is_free(
      departure_id, place_class_id, std::uint16_t seat, std::uint16_t from, std::uint16_t to) const;
  std::uint16_t free(departure_id, place_class_id, std::uint16_t from, std::uint16_t to) const;

  // How many segments around the stretch the seat is free as well, without a break.
  std::uint16_t slack(
      departure_id, place_class_id, std::uint16_t seat, std::uint16_t from, std::uint16_t to) const;

  // Throw wrong when the seat does not exist, or is not free (taken) on all of the stretch.
  void take(held_ticket const&);
  void give(held_ticket const&);

 private:
  void turn(held_ticket const&, std::uint8_t before, std::uint8_t after);

  railway const* railway_;
  std::map<std::pair<departure_id, place_class_id>, std::vector<std::vector<std::uint8_t>>> rows_;
};

}  // namespace chepiao::sim
