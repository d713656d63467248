#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "timetable/timetable.h"

namespace chepiao {

// The values of docs/timetable-format.md. All read the whole text or give nothing.

// "18:07" and "26:40:30": seconds after the service day's start, below 336 h.
std::optional<std::int32_t> parse_day_time(std::string_view);

// "1318" and "6.25": metres.
std::optional<std::int32_t> parse_kilometres(std::string_view);

// Blank-separated: "daily" or the weekdays "12345" (1 = Monday), "2026-01-01..2026-06-30" (from and
// until),
// "+2026-10-01" and "-2026-05-01" (single days). Without a range it has no end.
std::optional<calendar> parse_days(std::string_view);

}  // namespace chepiao
