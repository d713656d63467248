#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "timetable/timetable.h"

namespace chepiao::api {

// What of the timetable stands in nearly every answer, as ready-made pieces of JSON. Immutable.
class wire_names {
 public:
  explicit wire_names(timetable const&);

  // {"code":"BJP","name":"北京"}
  std::string_view station(station_id) const;
  // "class":"second","name":"二等座","name_en":"Second class"
  std::string_view place_class(place_class_id) const;
  // "service":"D48/D49","numbers":["D48","D49"],"kind":"D"
  std::string_view service(service_id) const;
  // The number as shown, quoted: "D48/D49". A withdrawn service shows its key.
  std::string_view service_title(service_id) const;

 private:
  std::vector<std::string> stations_;
  std::vector<std::string> classes_;
  std::vector<std::string> services_;
  std::vector<std::string> titles_;
};

constexpr std::string_view text_of(seat_position position) {
  switch (position) {
    case seat_position::window:
      return "window";
    case seat_position::middle:
      return "middle";
    case seat_position::aisle:
      return "aisle";
    case seat_position::lower_berth:
      return "lower_berth";
    case seat_position::middle_berth:
      return "middle_berth";
    case seat_position::upper_berth:
      return "upper_berth";
    case seat_position::other:
      return "other";
  }
  return "other";
}

}  // namespace chepiao::api
