#pragma once

#include <vector>

#include "api/search_answers.h"
#include "api/wire_names.h"
#include "base/instant.h"
#include "base/service_day.h"
#include "fare/tariff.h"
#include "inventory/availability.h"
#include "timetable/search.h"
#include "timetable/timetable.h"

namespace chepiao::api {

// What the answer to a search is made from.
struct journeys_text {
  timetable const& schedule;
  tariff const& prices;
  wire_names const& names;
  availability const& seats;

  // {"date":...,"journeys":[...]}: those of the ways, which are in order of departure, that have
  // not left, with what it takes to know how long that is so.
  search_answer operator()(std::vector<direct_journey> const& ways,
                           service_day date,
                           instant now) const;
};

}  // namespace chepiao::api
