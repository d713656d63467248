#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "timetable/builder.h"
#include "timetable/import_report.h"

namespace chepiao {

// stations.csv, services.csv and stops.csv of docs/timetable-format.md. A service with a row that
// cannot be used is left out whole, every one of its rows with a reason.
class native_tables {
 public:
  // All outlive this.
  native_tables(std::filesystem::path folder,
                std::uint32_t zone,
                timetable_builder&,
                import_report&);

  // In this order. All throw unusable_feed "not_found" and "missing_column".
  void read_stations();
  void read_services();
  void read_stops();
  void add_runs();

 private:
  struct read_stop {
    std::uint64_t line = 0;
    std::uint32_t sequence = 0;
    call what;
  };
  struct read_service {
    std::uint64_t line = 0;
    run_draft draft;
    std::vector<read_stop> stops;
    std::string broken;  // why it cannot be used; empty: it can
  };
  class table;

  void add_service(table const&);
  void add_stop(table const&);
  std::string stop_from(table const&, read_stop&) const;
  void add_run(read_service&);
  void reject_whole(read_service const&, std::string const& reason);

  std::filesystem::path folder_;
  std::uint32_t zone_;
  timetable_builder& builder_;
  import_report& report_;
  std::vector<read_service> services_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

}  // namespace chepiao
