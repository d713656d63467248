#include <utility>

#include "timetable/builder.h"
#include "timetable/cn_run.h"
#include "timetable/cn_stations.h"
#include "timetable/cn_table.h"
#include "timetable/import.h"

namespace chepiao {
namespace {

// Some runs are four days under way: those that left before today still take passengers.
constexpr auto kDaysBack = std::int32_t{7};
constexpr auto kEndOfTime = service_day{84'005};  // 2199-12-31
constexpr auto kEveryDay = std::uint8_t{0x7F};

cn_stations stations_for(std::filesystem::path const& folder,
                         import_options const& options,
                         import_report& report) {
  auto out = cn_stations{};
  auto const exists = [&](char const* name) { return std::filesystem::exists(folder / name); };
  if (options.stations) {
    out.read_list(*options.stations, report);
  } else if (exists("stations.txt")) {
    out.read_list(folder / "stations.txt", report);
  } else if (exists("sname.txt")) {
    out.read_codes(folder / "sname.txt", report);
  }
  if (exists("sname_city.csv")) {
    out.read_cities(folder / "sname_city.csv", report);
  }
  return out;
}

// "D" of "D48"; "P" (ordinary train) for numbers without a letter.
std::string kind_of(std::string_view number) {
  auto const end = number.find_first_of("0123456789");
  return end == 0 || end == std::string_view::npos ? "P" : std::string{number.substr(0, end)};
}

void add_number(cn_table::numbered&& from,
                std::string const& file,
                calendar const& days,
                std::uint32_t zone,
                timetable_builder& builder,
                import_report& report) {
  auto made = make_cn_run(from.number, file, std::move(from.rows), report);
  auto draft = run_draft{};
  draft.key = from.number;
  draft.number = from.number;
  draft.kind = kind_of(from.number);
  draft.zone = zone;
  draft.days = days;
  draft.calls = std::move(made.calls);
  draft.distance_usable = made.distance_usable;
  if (auto const defect = builder.add_run(std::move(draft))) {
    for (auto const line : made.lines) {
      report.reject({file, line, std::string{*defect}, from.number});
    }
  }
}

}  // namespace

imported import_cn(std::filesystem::path const& folder,
                   timetable const* previous,
                   import_options const& options,
                   import_progress const& progress) {
  auto const info = folder / "info.csv";
  if (!std::filesystem::is_regular_file(info)) {
    throw unusable_feed{"not_found", "there is no info.csv in " + folder.string()};
  }
  auto out = imported{};
  auto builder = timetable_builder{previous, formation_catalog::load(options.mapping),
                                   merge_rule::numbers_of_one_run};
  builder.set_name("China, national timetable (imported, not live)");
  builder.set_money(currency{{'C', 'N', 'Y'}});
  builder.set_operator_zone("Asia/Shanghai");
  auto const zone = builder.zone("Asia/Shanghai");
  auto const stations = stations_for(folder, options, out.report);
  auto table = cn_table{};
  table.read(info, stations, builder, out.report, progress);
  auto const days = calendar{kEveryDay, options.today + -kDaysBack, kEndOfTime, {}, {}};
  for (auto& number : table.numbers()) {
    add_number(std::move(number), table.file(), days, zone, builder, out.report);
  }
  if (progress) {
    progress(80, "runs");
  }
  out.schedule = builder.finish(out.report, options.today, options.presale_days);
  out.report.fares_assumed = true;
  if (progress) {
    progress(100, "done");
  }
  return out;
}

}  // namespace chepiao
