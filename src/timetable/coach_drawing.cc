#include "timetable/coach_drawing.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace chepiao {
namespace {

constexpr auto kRowsMax = 200;
constexpr auto kAcrossMax = std::size_t{12};

struct place_across {
  char letter;
  seat_position position;
};

void demand(bool condition, std::string const& what) {
  if (!condition) {
    throw std::invalid_argument{what};
  }
}

std::vector<place_across> places_across(std::string_view letters) {
  auto out = std::vector<place_across>{};
  for (auto i = std::size_t{0}; i < letters.size(); ++i) {
    auto const c = letters[i];
    if (c == '-') {
      demand(i > 0 && i + 1 < letters.size(), "an aisle at the wall");
      continue;
    }
    demand(c >= 'A' && c <= 'Z', "letters are A to Z and '-' for the aisle");
    demand(std::ranges::find(out, c, &place_across::letter) == out.end(), "a letter comes twice");
    auto const at_wall = i == 0 || i + 1 == letters.size();
    auto const at_aisle = !at_wall && (letters[i - 1] == '-' || letters[i + 1] == '-');
    out.push_back({c, at_wall    ? seat_position::window
                      : at_aisle ? seat_position::aisle
                                 : seat_position::middle});
  }
  demand(!out.empty() && out.size() <= kAcrossMax, "1 to 12 letters");
  return out;
}

seat_position level_of(char c) {
  switch (c) {
    case 'L':
      return seat_position::lower_berth;
    case 'M':
      return seat_position::middle_berth;
    case 'U':
      return seat_position::upper_berth;
    default:
      throw std::invalid_argument{"berths are L, M and U"};
  }
}

}  // namespace

std::vector<seat> drawn(seat_rows const& block) {
  auto const across = places_across(block.letters);
  demand(block.rows >= 1 && block.first_row >= 1 && block.first_row + block.rows - 1 <= kRowsMax,
         "rows are 1 to 200");
  auto out = std::vector<seat>{};
  auto missing = std::size_t{0};
  for (auto row = block.first_row; row < block.first_row + block.rows; ++row) {
    for (auto column = std::size_t{0}; column < across.size(); ++column) {
      auto label = fmt::format("{}{}", row, across[column].letter);
      if (std::ranges::find(block.missing, label) != block.missing.end()) {
        ++missing;
        continue;
      }
      if (block.label == seat_rows::labels::number) {
        label = std::to_string(out.size() + 1);
      }
      out.push_back({0, static_cast<std::uint8_t>(row), static_cast<std::uint8_t>(column),
                     across[column].position, std::move(label)});
    }
  }
  demand(missing == block.missing.size(), "a missing seat is not in the grid");
  demand(!out.empty(), "no seat is left");
  return out;
}

std::vector<seat> drawn(berth_bays const& block) {
  demand(block.compartments >= 1 && block.compartments <= kRowsMax, "compartments are 1 to 200");
  demand(block.sides == 1 || block.sides == 2, "sides are 1 or 2");
  demand(!block.levels.empty() && block.levels.size() <= 3, "1 to 3 berths above each other");
  auto out = std::vector<seat>{};
  auto number = 0;
  for (auto compartment = 1; compartment <= block.compartments; ++compartment) {
    auto column = std::uint8_t{0};
    for (auto side = 0; side < block.sides; ++side) {
      number += block.numbering == berth_bays::numbers::side ? 1 : 0;
      for (auto const level : block.levels) {
        number += block.numbering == berth_bays::numbers::berth ? 1 : 0;
        out.push_back({0, static_cast<std::uint8_t>(compartment), column++, level_of(level),
                       fmt::format("{}{}", number, level)});
      }
    }
  }
  return out;
}

}  // namespace chepiao
