#pragma once

#include <optional>

#include "timetable/timetable.h"

namespace chepiao {

// Is there a day on which both run?
bool have_common_day(calendar const&, calendar const&);

// Runs when either runs. Nothing when that needs too many single days (two long ranges that
// differ).
std::optional<calendar> union_of(calendar const&, calendar const&);

// Sorted lists without doubles and without entries that change nothing.
calendar normalized(calendar);

// Days in [from, from + days) on which it runs.
int days_running(calendar const&, service_day from, int days);

}  // namespace chepiao
