#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "app/catalogue.h"
#include "app/commands.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "app/import_conflicts.h"
#include "app/progress_bar.h"
#include "base/clock.h"
#include "base/io.h"
#include "fare/assumed_tariff.h"
#include "fare/native_tariff.h"
#include "timetable/import.h"

namespace chepiao::app {
namespace {

using format = import_arguments::format;

// Before the first import the operator's zone is not known yet; the usual one does for counting
// departures.
service_day today_for(timetable const* previous, instant now) {
  if (previous != nullptr) {
    return previous->today(now);
  }
  auto none = timetable{};
  none.build_index();
  return none.today(now);
}

imported read_feed(import_arguments const& arguments,
                   timetable const* previous,
                   progress_bar& bar) {
  auto const now = system_clock{}.now();
  auto const options = import_options{
      .mapping = arguments.mapping,
      .stations = arguments.stations,
      .today = today_for(previous, now),
  };
  auto const progress = [&](int percent, std::string const& what) { bar.show(percent, what); };
  switch (arguments.feed) {
    case format::gtfs:
      return import_gtfs(arguments.source, previous, options, progress);
    case format::cn:
      return import_cn(arguments.source, previous, options, progress);
    case format::native:
      return import_native(arguments.source, previous, options, progress);
  }
  std::unreachable();
}

boost::json::object summary_of(import_report const& report) {
  auto reasons = boost::json::object{};
  for (auto const& [reason, n] : report.reasons) {
    reasons[reason] = n;
  }
  auto rows = boost::json::object{};
  for (auto const& [file, n] : report.rows_read) {
    rows[file] = n;
  }
  return {{"services", report.services},
          {"runs", report.runs},
          {"stops", report.stops},
          {"stop_times", report.stop_times},
          {"departures", report.departures},
          {"rejected", report.rejected},
          {"repaired", report.repaired},
          {"reasons", std::move(reasons)},
          {"rows_read", std::move(rows)},
          {"formations_assumed", report.formations_assumed},
          {"fares_assumed", report.fares_assumed}};
}

void print_report(import_report const& report) {
  fmt::print("{} services ({} runs), {} stations, {} stops, {} departures in the presale window\n",
             report.services, report.runs, report.stops, report.stop_times, report.departures);
  if (report.formations_assumed) {
    fmt::print("The feed names no coaches: formations are assumed by kind of service.\n");
  }
  if (report.fares_assumed) {
    fmt::print("The feed has no usable fares: prices per kilometre are assumed.\n");
  }
  fmt::print("{} rows rejected, {} repaired\n", report.rejected, report.repaired);
  for (auto const& [reason, n] : report.reasons) {
    fmt::print("  {:8} {}\n", n, reason);
  }
  constexpr auto kShown = std::size_t{20};
  for (auto i = std::size_t{0}; i < std::min(kShown, report.findings.size()); ++i) {
    auto const& f = report.findings[i];
    fmt::print("  {}:{}: {}: {}\n", f.file, f.line, f.reason, f.detail);
  }
  if (report.findings.size() > kShown) {
    fmt::print("  ... all findings: import-report.csv in the data folder\n");
  }
}

std::string quoted(std::string const& text) {
  auto out = std::string{"\""};
  for (auto const c : text) {
    out += c;
    if (c == '"') {
      out += c;
    }
  }
  return out + '"';
}

void save_findings(io& files, std::filesystem::path const& folder, import_report const& report) {
  auto csv = std::string{"file,line,reason,detail\n"};
  for (auto const& f : report.findings) {
    csv += fmt::format("{},{},{},{}\n", quoted(f.file), f.line, f.reason, quoted(f.detail));
  }
  files.write_atomic(folder / "import-report.csv", std::as_bytes(std::span{csv}));
}

int refuse_conflicts(std::vector<import_conflict> const& conflicts,
                     import_arguments::output print) {
  if (print == import_arguments::output::json) {
    auto list = boost::json::array{};
    for (auto const& c : conflicts) {
      list.push_back({{"departure_id", to_text(c.departure)},
                      {"service", c.service},
                      {"tickets", c.tickets},
                      {"reason", to_text(c.reason)}});
    }
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"conflicts", list}}));
  } else {
    fmt::print(stderr,
               "Refused: {} departures with sold seats would change. Nothing was imported.\n",
               conflicts.size());
    for (auto const& c : conflicts) {
      fmt::print(stderr, "  {} {} ({} tickets): {}\n", c.service, to_text(c.departure.day),
                 c.tickets, to_text(c.reason));
    }
  }
  return kConflicts;
}

tariff tariff_for(import_arguments const& arguments, imported& feed) {
  if (arguments.feed == format::native) {
    if (auto own = native_tariff(arguments.source, feed.schedule, feed.report)) {
      return *std::move(own);
    }
  }
  feed.report.fares_assumed = true;
  return assumed_tariff(feed.schedule);
}

}  // namespace

int import_feed(import_arguments const& arguments) {
  auto files = system_io{};
  auto const folder = data_folder{arguments.data, when_missing::create};
  auto const in_force = load_catalogue(files, folder.path());
  auto const* previous = in_force ? in_force->schedule.get() : nullptr;
  auto bar = std::make_unique<progress_bar>();
  auto feed = read_feed(arguments, previous, *bar);
  auto const prices = tariff_for(arguments, feed);
  auto const conflicts = conflicts_with_sold_seats(folder, files, feed.schedule,
                                                   feed.schedule.today(system_clock{}.now()));
  bar.reset();
  if (!conflicts.empty()) {
    return refuse_conflicts(conflicts, arguments.print);
  }
  save_catalogue(files, folder.path(), feed.schedule, prices);
  save_findings(files, folder.path(), feed.report);
  if (arguments.print == import_arguments::output::json) {
    fmt::print("{}\n", boost::json::serialize(summary_of(feed.report)));
  } else {
    print_report(feed.report);
  }
  return kDone;
}

}  // namespace chepiao::app
