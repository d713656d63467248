#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/instant.h"
#include "sim/terms.h"
#include "test/support/small_world.h"

namespace chepiao::sim {

constexpr auto kLines = std::uint32_t{3};

// The railway of all seeds: as the product is given it, and as plain numbers for the model.
class railway {
 public:
  railway();

  selling_rules rules(terms const&) const;

  static std::uint16_t stops(service_id);
  // 0: no such class on the line.
  static std::uint16_t seats(service_id, place_class_id);
  instant departs(departure_id, std::uint16_t stop) const;
  instant arrives(departure_id, std::uint16_t stop) const;
  // Of the seat with this index, "03B".
  static std::string const& label(std::uint64_t seat);

 private:
  test::small_world world_;
  tariff dear_;  // twice the price
};

// The calendar day in Shanghai.
service_day day_of(instant);

}  // namespace chepiao::sim
