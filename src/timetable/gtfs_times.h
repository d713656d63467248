#pragma once

#include <span>

#include "timetable/gtfs_feed.h"
#include "timetable/import_report.h"

namespace chepiao {

// Makes the times of one trip's calls whole: the two times of a call stand in for each other, times
// that start again after midnight go on past 24:00, calls without a time in mid-run get one between
// their neighbours, and calls without a time at either end are left out. The first call keeps no
// arrival and the last no departure. Returns the part that is left; what was done is in the report
// under stop_times.txt.
std::span<gtfs_call> repair_gtfs_times(std::span<gtfs_call>, import_report&);

}  // namespace chepiao
