#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "base/service_day.h"
#include "timetable/formations.h"
#include "timetable/import_report.h"
#include "timetable/timetable.h"

namespace chepiao {

// What two drafts with equal calls are.
enum class merge_rule : std::uint8_t {
  none,
  numbers_of_one_run,  // equal calls on equal days: one train under several numbers
  days_of_one_run,     // equal calls, one `group`, no common day: one train whose days were listed
                       // apart
};

// One train number (a trip of a GTFS feed) as an importer read it.
struct run_draft {
  std::string key;                        // unique in the feed and the same in the next feed
  std::string number;                     // "G1"
  std::vector<std::string> more_numbers;  // of the same run, where the feed says so
  std::string kind;                       // "G"; the route's name in other feeds
  std::string rule_kind;  // what formation rules see as the kind ("bus"); empty: kind
  std::string group;  // for days_of_one_run: only drafts of one group are merged (number or route)
  std::string
      formation;  // a name of the catalog; empty: its rules choose, and it counts as assumed
  std::uint32_t zone = 0;  // from timetable_builder::zone
  calendar days;
  std::vector<call> calls;
  bool number_assumed = false;
  bool distance_usable = true;
};

// Makes a timetable for all importers. Keeps the ids of the previous one: a station or class with
// the same code and a service with the same key get their old id; what is gone keeps an entry; no
// id is used again.
class timetable_builder {
 public:
  static constexpr std::int32_t kLatestTimeS = 14 * 86'400;
  static constexpr std::size_t kCallsMax = 1'000;

  // `previous` may be null; it must outlive the builder.
  timetable_builder(timetable const* previous, formation_catalog, merge_rule);

  void set_name(std::string);
  void set_money(currency);
  void set_operator_zone(std::string const&);  // throws unusable_feed "unknown_zone"
  // The index of a time zone. Throws unusable_feed "unknown_zone".
  std::uint32_t zone(std::string const& iana_name);
  static bool zone_known(std::string const& iana_name);

  // Adds or, when the code was added before, replaces. Fields left empty are filled in: pinyin with
  // the lower-case name, initials with the first letters of its words.
  station_id add_station(station);
  std::optional<station_id> find_station(std::string_view code) const;  // added in this import
  // Gives a class its names; classes of the catalog need no adding. Throws unusable_feed
  // "too_many_classes".
  place_class_id add_class(place_class);

  // Why the draft cannot be used, as a stable reason code, or nothing when it was taken:
  // "duplicate_key", "too_few_calls", "too_many_calls", "time_missing" (a call with neither time),
  // "time_range", "time_goes_back", "unknown_formation".
  [[nodiscard]] std::optional<std::string_view> add_run(run_draft);

  // Merges, numbers and indexes. Sets services, runs, stops (= stations added; an importer that
  // counts rows sets it afterwards), stop_times, departures and formations_assumed of the report.
  // Throws unusable_feed "nothing_usable" when no draft was taken. Call once.
  timetable finish(import_report&, service_day today, int presale_days);

 private:
  struct merged_run {
    std::vector<std::uint32_t> drafts;  // by key
    calendar days;
  };
  std::vector<merged_run> merge() const;
  bool can_join(merged_run const&, run_draft const&) const;
  void add_classes_in_use(std::vector<merged_run> const&);
  std::string const& formation_name(run_draft const&) const;
  service service_from(merged_run const&);
  std::string key_of(merged_run const&) const;
  std::uint32_t formation_index(std::string const& name, bool assumed);
  std::uint32_t calendar_index(calendar const&);
  service_id id_for(std::string const& key);

  timetable const* previous_;
  formation_catalog catalog_;
  merge_rule rule_;
  timetable made_;
  std::vector<run_draft> drafts_;
  std::map<std::string, station_id, std::less<>>
      station_ids_;  // with those of the previous timetable
  std::vector<bool> station_added_;
  std::map<std::string, place_class_id, std::less<>> class_ids_;
  std::map<std::string, std::uint32_t, std::less<>> draft_keys_;
  std::map<std::string, service_id, std::less<>> service_ids_;
  std::map<std::string, std::uint32_t> formation_indices_;
  std::map<std::string, std::uint32_t> calendar_indices_;
  std::map<std::string, std::uint32_t> zone_indices_;
};

// Kilometres are known at every call and never fall.
bool distances_usable(std::vector<call> const&);

}  // namespace chepiao
