#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "command/command.h"
#include "command/sale_limits.h"
#include "http/server.h"
#include "identity/identity.h"
#include "timetable/timetable.h"

namespace chepiao::api::v1 {

// The body of POST /orders, understood against the timetable.
struct new_order {
  std::vector<leg_request> legs;
  std::vector<traveller> travellers;
  std::string legs_meaning;  // canonical text, for the digest
};

// Everything that can be refused without knowing what is sold. Refusals: those of a body,
// invalid_field, unknown_departure, unknown_station, unknown_class, not_served,
// too_many_passengers.
result<new_order> read_new_order(timetable const&,
                                 sale_limits const&,
                                 identity const&,
                                 http::request const&);

}  // namespace chepiao::api::v1
