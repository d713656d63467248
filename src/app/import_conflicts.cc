#include "app/import_conflicts.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "booking/rules.h"
#include "engine/engine.h"
#include "journal/sqlite_log.h"
#include "pipeline/recovery.h"

namespace chepiao::app {
namespace {

std::optional<import_conflict> conflict_of(engine::open_departure const& open,
                                           timetable const& next) {
  auto conflict =
      import_conflict{.departure = open.departure,
                      .service = std::to_string(std::to_underlying(open.departure.service)),
                      .tickets = open.live_tickets,
                      .reason = import_conflict::why::withdrawn};
  auto const* s = next.find(open.departure.service);
  if (s == nullptr) {
    return conflict;
  }
  conflict.service = s->numbers.front();
  if (!next.runs(open.departure)) {
    conflict.reason = import_conflict::why::no_longer_runs;
    return conflict;
  }
  if (next.layout_hash(*s) != open.layout) {
    conflict.reason = import_conflict::why::layout_changed;
    return conflict;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(import_conflict::why reason) {
  switch (reason) {
    case import_conflict::why::withdrawn:
      return "the service is gone";
    case import_conflict::why::no_longer_runs:
      return "the service does not run on that day";
    case import_conflict::why::layout_changed:
      return "its stops or seats changed";
  }
  std::unreachable();
}

std::vector<import_conflict> conflicts_with_sold_seats(data_folder const& folder,
                                                       io& files,
                                                       timetable const& next,
                                                       service_day today) {
  auto conflicts = std::vector<import_conflict>{};
  if (!std::filesystem::exists(folder.journal())) {
    return conflicts;
  }
  auto log = journal::sqlite_log{folder.path()};
  auto const no_prices = tariff{};
  auto const rules = selling_rules{.schedule = next, .prices = no_prices, .limits = {}};
  auto const book = recover(rules, log, snapshot_folder{files, folder.snapshots().string()});
  for (auto const& open : book.state->open_departures()) {
    // The longest trains run for five days.
    if (open.live_tickets == 0 || open.departure.day < today + -5) {
      continue;
    }
    if (auto conflict = conflict_of(open, next)) {
      conflicts.push_back(*std::move(conflict));
    }
  }
  return conflicts;
}

}  // namespace chepiao::app
