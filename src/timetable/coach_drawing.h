#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "timetable/timetable.h"

namespace chepiao {

// Rows of seats: "ABC-DF" are the letters from one window to the other, '-' is an aisle.
struct seat_rows {
  enum class labels : std::uint8_t { letter, number };  // "12F", or numbered through the block

  std::string letters;
  int first_row = 1;
  int rows = 0;
  std::vector<std::string> missing;  // by row and letter: places of the grid without a seat
  labels label = labels::letter;
};

// Compartments or bays of berths: "LMU" are the levels from below.
struct berth_bays {
  enum class numbers : std::uint8_t {
    side,   // one number for the berths above each other: 12L, 12M, 12U
    berth,  // one number for each berth: 11L, 12U
  };

  std::string levels;
  int sides = 2;
  int compartments = 0;
  numbers numbering = numbers::side;
};

// Seats in order of row and column. Throws std::invalid_argument that says what is wrong.
std::vector<seat> drawn(seat_rows const&);
std::vector<seat> drawn(berth_bays const&);

}  // namespace chepiao
