#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/service_day.h"
#include "timetable/timetable.h"

namespace chepiao {

// The values of GTFS fields as real feeds write them.

struct gtfs_time {
  std::int32_t seconds = kNoTime;  // after the service day's start, up to 999:59:59
  bool readable = true;            // false: there is something, and it is no time
};

// "9:55:00", "110:29:00", "07:12". Nothing, and a negative time ("-99:00"), mean no time.
gtfs_time parse_gtfs_time(std::string_view);

// "20231231"; also "2023-12-31".
std::optional<service_day> parse_gtfs_date(std::string_view);

// Digits only, up to 4294967295.
std::optional<std::uint32_t> parse_gtfs_number(std::string_view);

// A finite number with a decimal point or comma.
std::optional<double> parse_gtfs_decimal(std::string_view);

// What a traveller would recognise as a train's number: "581", "H225", "G1", not "1000994".
bool looks_like_public_number(std::string_view);

}  // namespace chepiao
