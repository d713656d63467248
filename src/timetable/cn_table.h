#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "timetable/builder.h"
#include "timetable/cn_run.h"
#include "timetable/cn_stations.h"
#include "timetable/import_report.h"

namespace chepiao {

// info.csv by train number, in the order in which the numbers first come. Stations are added to the
// builder as they are met; those whose code is made up are reported once. Rows that cannot be read
// are rejected.
class cn_table {
 public:
  struct numbered {
    std::string number;
    std::vector<cn_row> rows;
  };

  // Throws unusable_feed "missing_column".
  void read(std::filesystem::path const&,
            cn_stations const&,
            timetable_builder&,
            import_report&,
            import_progress const&);

  std::string const& file() const { return file_; }
  std::vector<numbered>& numbers() { return numbers_; }

 private:
  class reading;

  std::string file_;
  std::vector<numbered> numbers_;
};

}  // namespace chepiao
