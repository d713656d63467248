#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/instant.h"
#include "test/support/small_world.h"

namespace chepiao::sim {

constexpr auto kLines = std::uint32_t{3};
constexpr auto kMinorPerSegment = std::int64_t{1000};  // for an adult; a child pays half

// The railway of all seeds: as the product is given it, and as plain numbers for the model.
class railway {
 public:
  railway();

  test::small_world const& world() const { return world_; }

  std::uint16_t stops(service_id) const;
  // 0: no such class on the line.
  std::uint16_t seats(service_id, place_class_id) const;
  instant departs(departure_id, std::uint16_t stop) const;
  instant arrives(departure_id, std::uint16_t stop) const;
  // Of the seat with this index, "03B".
  static std::string label(std::uint64_t seat);

 private:
  test::small_world world_;
};

// The calendar day in Shanghai.
service_day day_of(instant);

}  // namespace chepiao::sim
