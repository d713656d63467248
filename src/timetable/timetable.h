#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/service_day.h"

// The timetable: stations, services and what runs on which day with which coaches.
// Immutable once built; shared between threads as std::shared_ptr<timetable const>.

namespace chepiao {

struct station {
  std::string code;           // telecode or feed id, unique: "BJP"
  std::string name;           // "北京"
  std::string pinyin;         // "beijing"; for feeds without pinyin the lower-case name
  std::string initials;       // "bj"
  std::string city;           // "北京"; empty when unknown
  std::string zone;           // IANA name for display; empty: the operator's
  bool code_assumed = false;  // the code was made by the importer
};

// A seat or berth within a coach type. Its place in the list is its seat_index within the class.
enum class seat_position : std::uint8_t {
  window,
  middle,
  aisle,
  lower_berth,
  middle_berth,
  upper_berth,
  other
};

struct seat {
  std::uint8_t coach = 0;   // index into formation::coaches
  std::uint8_t row = 0;     // from 1; a compartment or bay for berths
  std::uint8_t column = 0;  // from 0 across the coach, the aisle counted as nothing
  seat_position position{};
  std::string label;  // "12F"
};

struct coach {
  std::string number;     // as printed: "05"
  std::string type_name;  // "ZE"
};

struct class_seats {
  place_class_id place_class{};
  std::vector<seat> seats;  // in order of coach, row, column
};

// The coaches of a departure. Services share formations.
struct formation {
  std::string name;  // "CR400AF"
  std::vector<coach> coaches;
  std::vector<class_seats> classes;  // in order of place_class
  bool assumed = false;              // the feed named no coaches: chosen by the mapping file
};

struct place_class {
  std::string code;  // "second": what the API calls it
  std::string name_zh;
  std::string name_en;
};

constexpr std::int32_t kNoTime = -1;
constexpr std::int32_t kNoDistance = -1;

// One stop of a service.
struct call {
  station_id at{};
  std::int32_t arrives_s =
      kNoTime;  // seconds after the service day's start in the service's zone; may exceed 86400
  std::int32_t departs_s = kNoTime;
  std::int32_t distance_m = kNoDistance;  // from the first stop
  bool boards = true;                     // passengers may get on
  bool alights = true;                    // passengers may get off
};

// The days on which a service runs: a weekly pattern in a range, plus and minus single days.
struct calendar {
  std::uint8_t weekdays = 0;  // bit 0 = Monday
  service_day from;
  service_day until;                 // inclusive
  std::vector<service_day> added;    // sorted
  std::vector<service_day> removed;  // sorted
  bool runs_on(service_day) const;
};

struct service {
  service_id id{};
  std::string key;                   // stable over imports: the same key keeps its id
  std::vector<std::string> numbers;  // of one physical run: {"D48", "D49"}; never empty
  std::string kind;                  // "G", "D", "K" ...; the feed's route name otherwise
  std::uint32_t formation = 0;       // index
  std::uint32_t days = 0;            // index of the calendar
  std::uint32_t zone = 0;            // index of the time zone the times are in
  std::vector<call> calls;
  bool number_assumed = false;  // the feed has no train numbers
  bool distance_usable = true;  // kilometres rise along the run

  std::uint16_t segments() const { return static_cast<std::uint16_t>(calls.size() - 1); }
};

// Everything by value and index. Ids index the vectors; a service whose `calls` is empty was
// withdrawn by a later import and keeps only its id and key.
struct timetable {
  std::string name;  // shown to users: "Demo railway (sample data)"
  currency money;
  std::string operator_zone = "Asia/Shanghai";
  std::vector<std::string> zones;
  std::vector<place_class> place_classes;
  std::vector<formation> formations;
  std::vector<calendar> calendars;
  std::vector<station> stations;
  std::vector<service> services;

  service const* find(service_id) const;  // null when there is none or it was withdrawn
  station const* find(station_id) const;
  std::optional<station_id> station_by_code(std::string_view) const;
  std::optional<place_class_id> class_by_code(std::string_view) const;
  formation const& formation_of(service const& s) const { return formations[s.formation]; }
  class_seats const* seats_of(service const&, place_class_id) const;  // null: no such class on it

  // Does it run that day?
  bool runs(departure_id) const;
  // When the departure leaves or reaches a stop. Requires that the call has that time (else the
  // other of the two is used). Times are counted from noon minus 12 h in the service's zone, as
  // GTFS defines.
  instant departs_at(service const&, service_day, stop_index) const;
  instant arrives_at(service const&, service_day, stop_index) const;
  // Offset from UTC to show a time at this station with.
  seconds utc_offset(station_id, instant) const;
  // Today in the operator's zone.
  service_day today(instant now) const;
  // When the day begins there.
  instant day_start(service_day) const;

  // Fingerprint of what a sold seat depends on: the stations called at, in order, and the seats of
  // the formation. Other minutes, distances or days leave it as it is.
  std::uint64_t layout_hash(service const&) const;

  // Call once after filling the vectors: builds the look-up tables. CHECKs that indices are in
  // range.
  void build_index();

  struct index;  // look-up tables: station by code, services by station ...
  std::shared_ptr<index const> lookup;
};

}  // namespace chepiao
