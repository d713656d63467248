#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chepiao {

// A point in time: milliseconds since 1970-01-01T00:00:00Z.
using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;
using std::chrono::seconds;

// RFC 3339 with the given offset from UTC, e.g. "2026-11-22T08:00:00+08:00"; whole seconds.
std::string to_rfc3339(instant, seconds utc_offset);
// RFC 3339 in UTC with milliseconds, e.g. "2026-11-22T00:00:00.000Z".
std::string to_rfc3339_utc(instant);
// Either form above; nothing otherwise.
std::optional<instant> parse_rfc3339(std::string_view);

}  // namespace chepiao
