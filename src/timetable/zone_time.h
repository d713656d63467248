#pragma once

#include <string>

#include <date/tz.h>

#include "base/instant.h"
#include "base/service_day.h"

namespace chepiao {

// Null when the machine's zone table does not know the name.
date::time_zone const* find_zone(std::string const& iana_name);

// Noon of the day minus 12 hours: midnight but on days when the clocks change.
instant service_day_start(date::time_zone const&, service_day);

// The first instant of the calendar day.
instant calendar_day_start(date::time_zone const&, service_day);

service_day calendar_day_of(date::time_zone const&, instant);
seconds utc_offset_at(date::time_zone const&, instant);

}  // namespace chepiao
