#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/money.h"

namespace chepiao::test {

std::vector<std::string> split(std::string_view text, char separator);  // no empty parts
std::vector<std::string> words_of(std::string_view line);
std::string trimmed(std::string_view);
// "10min", "599999ms", "600s", "2h"; throws std::invalid_argument.
milliseconds duration_of(std::string const&);
std::int32_t seconds_of_day(std::string const& hh_mm);  // "08:30"
std::string yuan(minor_units);                          // "10.00"
std::uint64_t number_for(std::string_view name);        // the same for the same name

}  // namespace chepiao::test
