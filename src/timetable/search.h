#pragma once

#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/service_day.h"
#include "timetable/timetable.h"

namespace chepiao {

// One service on one day between two of its stops.
struct direct_journey {
  departure_id departure;  // its day is the day at the service's first stop
  stop_index from{};
  stop_index to{};
  instant departs{};  // as timetable::departs_at(from)
  instant arrives{};  // as timetable::arrives_at(to)
};

// All departures that leave any of `from` on the calendar day `date` (at that station, in the
// operator's zone) and reach any of `to`, boarding and alighting allowed, in order of departure
// time, then of service id. At most one pair of stops per departure: the last boarding before the
// first alighting. At most `limit`.
std::vector<direct_journey> direct_journeys(timetable const&,
                                            std::vector<station_id> const& from,
                                            std::vector<station_id> const& to,
                                            service_day date,
                                            std::size_t limit = 500);

// Stations whose code, name, pinyin, initials or city begins with or contains the text; best match
// first: exact, prefix, part; busier stations first among equals.
std::vector<station_id> find_stations(timetable const&,
                                      std::string_view text,
                                      std::size_t limit = 20);

// The stations where most services call, the busiest first; none where nothing calls.
std::vector<station_id> busiest_stations(timetable const&, std::size_t limit = 20);

// What a traveller means by a station: a code means that station; a name that is a city's means all
// stations of the city; any other name means the station so called. Empty: unknown.
std::vector<station_id> resolve_place(timetable const&, std::string_view code_or_name);

}  // namespace chepiao
