#include "bench/replay.h"

#include <stdexcept>

#include "app/catalogue.h"
#include "app/data_folder.h"
#include "bench/load/nanos.h"
#include "journal/sqlite_log.h"
#include "pipeline/recovery.h"

namespace chepiao::bench {
namespace {

struct timed {
  double seconds = 0;
  recovery_report report;
};

timed start(selling_rules const& rules, journal::log& log, snapshot_folder const& snapshots) {
  auto const started = load::now();
  auto const state = recover(rules, log, snapshots);
  return {
      .seconds = static_cast<double>(load::now() - started) / static_cast<double>(load::kSecond),
      .report = state.report};
}

// Also brings the file into the page cache, for every measurement alike.
std::uint64_t events_in(journal::log& log) {
  auto events = std::uint64_t{0};
  log.read_after(0, [&](journal::row const& r) {
    if (r.kind == journal::row_kind::data) {
      for (auto const& each : decode(r.payload)) {
        events += each.events.size();
      }
    }
  });
  return events;
}

}  // namespace

figures replay(std::filesystem::path const& data) {
  auto files = system_io{};
  auto const folder = app::data_folder{data};
  auto const for_sale = app::load_catalogue(files, folder.path());
  if (!for_sale) {
    throw std::runtime_error{"nothing to sell in " + data.string()};
  }
  auto const rules =
      selling_rules{.schedule = *for_sale->schedule, .prices = *for_sale->prices, .limits = {}};
  auto log = journal::sqlite_log{folder.path()};
  auto const events = static_cast<double>(events_in(log));
  auto const none = snapshot_folder{files, (folder.path() / "no-snapshots").string()};
  auto const whole = start(rules, log, none);
  auto const quick = start(rules, log, snapshot_folder{files, folder.snapshots().string()});
  return {{"events", events},
          {"records", static_cast<double>(whole.report.records_folded)},
          {"replay_seconds", whole.seconds},
          {"replay_seconds_per_million_events", whole.seconds / events * 1e6},
          {"snapshot_start_seconds", quick.seconds},
          {"snapshot_start_rows_folded", static_cast<double>(quick.report.rows_folded)}};
}

}  // namespace chepiao::bench
