#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "timetable/import_report.h"
#include "timetable/timetable.h"

namespace chepiao {

// Station names of the national tables with their codes and cities.
class cn_stations {
 public:
  // The 12306 list: "@abbreviation|name|code|pinyin|initials|index", six fields or ten (area code,
  // city), all on one line, bare or inside a script's quotes. Records that are not so are rejected.
  void read_list(std::filesystem::path const&, import_report&);
  // name<TAB>code, no header: the list of another year. Only names that have no code yet.
  void read_codes(std::filesystem::path const&, import_report&);
  // A table station,city; `report` counts its rows.
  void read_cities(std::filesystem::path const&, import_report&);

  // The station so called. Without a code in the lists it gets one made from its name, always the
  // same, that no real station has.
  station named(std::string const& name) const;

 private:
  void add(std::string_view record, std::string const& file, import_report&);

  std::map<std::string, station, std::less<>> by_name_;
  std::map<std::string, std::string, std::less<>> name_of_code_;
  std::map<std::string, std::string, std::less<>> cities_;
};

}  // namespace chepiao
