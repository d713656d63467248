#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "timetable/timetable.h"

namespace chepiao::api {

// A departure that exists in the timetable.
struct known_departure {
  departure_id id;
  service const* run = nullptr;  // lives as long as the timetable
};
// Refusal: unknown_departure, naming `field`.
result<known_departure> departure_of(timetable const&, std::string_view text, std::string field);

// Where somebody gets on and off.
struct stretch_of_stops {
  stop_index from{};
  stop_index to{};
};
// Stations by code, name or city; none: the first or last stop. Where a service calls twice, the
// same choice as a search makes: the last boarding before the first alighting that can be reached.
// Refusals: unknown_station naming "<prefix>from" or "<prefix>to", not_served.
result<stretch_of_stops> stretch_between(timetable const&,
                                         service const&,
                                         std::optional<std::string_view> from,
                                         std::optional<std::string_view> to,
                                         std::string_view prefix);

// A class that the service has. Refusal: unknown_class, naming `field`.
result<class_seats const*> class_on(timetable const&,
                                    service const&,
                                    std::string_view code,
                                    std::string field);

}  // namespace chepiao::api
