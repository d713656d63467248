#pragma once

#include <cstdint>

namespace chepiao {

// Where a seat is, as far as sitting together goes: same coach and row, neighbouring columns.
struct seat_place {
  std::uint8_t coach = 0;
  std::uint8_t row = 0;
  std::uint8_t column = 0;
};

}  // namespace chepiao
