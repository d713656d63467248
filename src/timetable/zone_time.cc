#include "timetable/zone_time.h"

#include <stdexcept>

namespace chepiao {
namespace {

date::local_days local_day(service_day d) {
  return date::local_days{date::days{d.days}};
}

// Where the clocks jump over a time, the first instant after the jump; where it comes twice, the
// first.
date::sys_seconds to_utc(date::time_zone const& zone, date::local_seconds local) {
  auto const info = zone.get_info(local);
  if (info.result == date::local_info::nonexistent) {
    return info.first.end;
  }
  return date::sys_seconds{local.time_since_epoch() - info.first.offset};
}

}  // namespace

date::time_zone const* find_zone(std::string const& iana_name) {
  try {
    return date::locate_zone(iana_name);
  } catch (std::runtime_error const&) {
    return nullptr;
  }
}

instant service_day_start(date::time_zone const& zone, service_day day) {
  return to_utc(zone, local_day(day) + std::chrono::hours{12}) - std::chrono::hours{12};
}

instant calendar_day_start(date::time_zone const& zone, service_day day) {
  return to_utc(zone, local_day(day));
}

service_day calendar_day_of(date::time_zone const& zone, instant at) {
  auto const local = std::chrono::floor<seconds>(at) + utc_offset_at(zone, at);
  return {
      static_cast<std::int32_t>(std::chrono::floor<date::days>(local).time_since_epoch().count())};
}

seconds utc_offset_at(date::time_zone const& zone, instant at) {
  return zone.get_info(std::chrono::floor<seconds>(at)).offset;
}

}  // namespace chepiao
