#include "timetable/zone_currency.h"

#include <array>

namespace chepiao {
namespace {

struct row {
  std::string_view zone;  // or how it begins
  currency money;
};

// The first row that fits counts.
constexpr auto kRows = std::array{
    row{"Asia/Shanghai", {{'C', 'N', 'Y'}}},
    row{"Asia/Urumqi", {{'C', 'N', 'Y'}}},
    row{"Asia/Taipei", {{'T', 'W', 'D'}}},
    row{"Asia/Hong_Kong", {{'H', 'K', 'D'}}},
    row{"Asia/Tokyo", {{'J', 'P', 'Y'}}},
    row{"Asia/Seoul", {{'K', 'R', 'W'}}},
    row{"Asia/Kolkata", {{'I', 'N', 'R'}}},
    row{"Australia/", {{'A', 'U', 'D'}}},
    row{"Europe/London", {{'G', 'B', 'P'}}},
    row{"Europe/Zurich", {{'C', 'H', 'F'}}},
    row{"Europe/Oslo", {{'N', 'O', 'K'}}},
    row{"Europe/Stockholm", {{'S', 'E', 'K'}}},
    row{"Europe/Copenhagen", {{'D', 'K', 'K'}}},
    row{"Europe/Warsaw", {{'P', 'L', 'N'}}},
    row{"Europe/Prague", {{'C', 'Z', 'K'}}},
    row{"Europe/Budapest", {{'H', 'U', 'F'}}},
    row{"Europe/", {{'E', 'U', 'R'}}},
    row{"America/Toronto", {{'C', 'A', 'D'}}},
    row{"America/Vancouver", {{'C', 'A', 'D'}}},
    row{"America/Edmonton", {{'C', 'A', 'D'}}},
    row{"America/Winnipeg", {{'C', 'A', 'D'}}},
    row{"America/Halifax", {{'C', 'A', 'D'}}},
    row{"America/Montreal", {{'C', 'A', 'D'}}},
    row{"Canada/", {{'C', 'A', 'D'}}},
    row{"America/Mexico_City", {{'M', 'X', 'N'}}},
    row{"America/Sao_Paulo", {{'B', 'R', 'L'}}},
};

}  // namespace

currency currency_of_zone(std::string_view iana_name) {
  for (auto const& r : kRows) {
    if (iana_name.starts_with(r.zone)) {
      return r.money;
    }
  }
  return {{'U', 'S', 'D'}};
}

}  // namespace chepiao
