#include <utility>

#include "timetable/builder.h"
#include "timetable/feed_source.h"
#include "timetable/formations.h"
#include "timetable/gtfs_feed.h"
#include "timetable/gtfs_input.h"
#include "timetable/gtfs_runs.h"
#include "timetable/import.h"
#include "timetable/zone_currency.h"

namespace chepiao {
namespace {

// One operator goes by its name, many go by whoever put them together.
std::string name_of(gtfs_feed const& feed) {
  return feed.agencies.size() == 1 || feed.publisher.empty() ? feed.agencies[0].name
                                                             : feed.publisher;
}

}  // namespace

imported import_gtfs(std::filesystem::path const& zip_or_folder,
                     timetable const* previous,
                     import_options const& options,
                     import_progress const& progress) {
  auto report = import_report{};
  auto input = gtfs_input{open_feed(zip_or_folder), report, progress};
  auto feed = read_gtfs(input);

  auto builder = timetable_builder{previous, formation_catalog::load(options.mapping),
                                   merge_rule::days_of_one_run};
  auto const& zone = feed.agencies[0].zone;
  builder.set_name(name_of(feed));
  builder.set_operator_zone(zone);
  builder.set_money(feed.money.value_or(currency_of_zone(zone)));
  auto runs = gtfs_runs{feed, builder, report, options};
  runs.add_stations();
  runs.add_trips();
  auto schedule = builder.finish(report, options.today, options.presale_days);
  report.stops = report.rows_read["stops.txt"];
  report.fares_assumed = true;
  if (progress) {
    progress(100, "done");
  }
  return {std::move(schedule), std::move(report)};
}

}  // namespace chepiao
