#include "timetable/native_tables.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "timetable/byte_source.h"
#include "timetable/csv.h"
#include "timetable/native_values.h"

namespace chepiao {
namespace {

constexpr auto kServices = "services.csv";
constexpr auto kStops = "stops.csv";

std::vector<std::string> split(std::string_view text, char separator) {
  auto out = std::vector<std::string>{};
  while (!text.empty()) {
    auto const at = text.find(separator);
    if (at != 0) {
      out.emplace_back(text.substr(0, at));
    }
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  }
  return out;
}

// A door flag: "1" or nothing is open, "0" closed.
std::optional<bool> door(std::string_view text) {
  if (text.empty() || text == "1") {
    return true;
  }
  return text == "0" ? std::optional{false} : std::nullopt;
}

// Empty: no time.
std::optional<std::int32_t> optional_time(std::string_view text) {
  return text.empty() ? std::optional{kNoTime} : parse_day_time(text);
}

}  // namespace

// One file, row by row, with its columns by name.
class native_tables::table {
 public:
  table(std::filesystem::path const& folder, char const* name, import_report& report)
      : source_{opened(folder, name)}, rows_{source_, name}, report_{report} {}
  ~table() { report_.rows_read[rows_.name()] = rows_.rows(); }
  table(table const&) = delete;
  table& operator=(table const&) = delete;

  void require(std::initializer_list<std::string_view> columns) const {
    for (auto const column : columns) {
      if (!rows_.column(column)) {
        throw unusable_feed{"missing_column",
                            fmt::format("{} has no column {}", rows_.name(), column)};
      }
    }
  }

  bool next() {
    for (auto row = rows_.next(); row != csv_row::end; row = rows_.next()) {
      if (row == csv_row::good) {
        return true;
      }
      reject("malformed_row", rows_.problem());
    }
    return false;
  }

  std::string_view operator[](std::string_view column) const { return rows_[rows_.column(column)]; }
  std::uint64_t line() const { return rows_.line(); }
  void reject(std::string reason, std::string detail) const {
    report_.reject({rows_.name(), rows_.line(), std::move(reason), std::move(detail)});
  }

 private:
  static file_source opened(std::filesystem::path const& folder, char const* name) {
    if (!std::filesystem::is_regular_file(folder / name)) {
      throw unusable_feed{"not_found", fmt::format("there is no {} in {}", name, folder.string())};
    }
    return file_source{folder / name};
  }

  file_source source_;
  csv_reader rows_;
  import_report& report_;
};

native_tables::native_tables(std::filesystem::path folder,
                             std::uint32_t zone,
                             timetable_builder& builder,
                             import_report& report)
    : folder_{std::move(folder)}, zone_{zone}, builder_{builder}, report_{report} {}

void native_tables::read_stations() {
  auto rows = table{folder_, "stations.csv", report_};
  rows.require({"code", "name"});
  while (rows.next()) {
    auto made = station{};
    made.code = rows["code"];
    made.name = rows["name"];
    made.pinyin = rows["pinyin"];
    made.initials = rows["initials"];
    made.city = rows["city"];
    made.zone = rows["zone"];
    if (made.code.empty() || made.name.empty()) {
      rows.reject("field_missing", made.code + made.name);
    } else if (builder_.find_station(made.code)) {
      rows.reject("duplicate_station", made.code);
    } else if (!made.zone.empty() && !timetable_builder::zone_known(made.zone)) {
      rows.reject("unknown_zone", made.zone);
    } else {
      builder_.add_station(std::move(made));
    }
  }
}

void native_tables::add_service(table const& row) {
  auto made = read_service{};
  made.line = row.line();
  made.draft.key = row["key"];
  made.draft.kind = row["kind"];
  made.draft.formation = row["formation"];
  made.draft.zone = zone_;
  auto numbers = split(row["numbers"], '/');
  auto const days = parse_days(row["days"]);
  if (made.draft.key.empty() || numbers.empty()) {
    row.reject("field_missing", made.draft.key);
    return;
  }
  if (!days) {
    row.reject("bad_days", fmt::format("{}: {}", made.draft.key, row["days"]));
    return;
  }
  made.draft.days = *days;
  made.draft.number = numbers.front();
  made.draft.more_numbers.assign(numbers.begin() + 1, numbers.end());
  if (!by_key_.emplace(made.draft.key, services_.size()).second) {
    row.reject("duplicate_key", made.draft.key);
    return;
  }
  services_.push_back(std::move(made));
}

void native_tables::read_services() {
  auto rows = table{folder_, kServices, report_};
  rows.require({"key", "numbers", "kind", "days"});
  while (rows.next()) {
    add_service(rows);
  }
}

// Why the row cannot be used; empty: it can.
std::string native_tables::stop_from(table const& row, read_stop& out) const {
  auto const sequence = row["sequence"];
  auto const end = sequence.data() + sequence.size();
  auto const [stop, error] = std::from_chars(sequence.data(), end, out.sequence);
  if (error != std::errc{} || stop != end) {
    return "bad_sequence";
  }
  auto const at = builder_.find_station(row["station"]);
  if (!at) {
    return "unknown_station";
  }
  auto const arrives = optional_time(row["arrive"]);
  auto const departs = optional_time(row["depart"]);
  if (!arrives || !departs) {
    return "bad_time";
  }
  auto const boards = door(row["boards"]);
  auto const alights = door(row["alights"]);
  if (!boards || !alights) {
    return "bad_door";
  }
  auto const distance =
      row["km"].empty() ? std::optional{kNoDistance} : parse_kilometres(row["km"]);
  if (!distance) {
    return "bad_distance";
  }
  out.what = call{*at, *arrives, *departs, *distance, *boards, *alights};
  return {};
}

void native_tables::add_stop(table const& row) {
  auto const key = row["key"];
  auto const owner = by_key_.find(key);
  if (owner == by_key_.end()) {
    row.reject("orphan_stop", std::string{key});
    return;
  }
  auto& of = services_[owner->second];
  auto made = read_stop{};
  made.line = row.line();
  if (auto const wrong = stop_from(row, made); !wrong.empty()) {
    row.reject(wrong, fmt::format("{} at {}", key, row["station"]));
    of.broken = "incomplete_service";
    return;
  }
  of.stops.push_back(made);
}

void native_tables::read_stops() {
  auto rows = table{folder_, kStops, report_};
  rows.require({"key", "sequence", "station", "arrive", "depart"});
  while (rows.next()) {
    add_stop(rows);
  }
}

void native_tables::reject_whole(read_service const& of, std::string const& reason) {
  report_.reject({kServices, of.line, reason, of.draft.key});
  for (auto const& stop : of.stops) {
    report_.reject({kStops, stop.line, reason, of.draft.key});
  }
}

void native_tables::add_run(read_service& of) {
  if (!of.broken.empty()) {
    return reject_whole(of, of.broken);
  }
  std::ranges::stable_sort(of.stops, {}, &read_stop::sequence);
  if (std::ranges::adjacent_find(of.stops, {}, &read_stop::sequence) != of.stops.end()) {
    return reject_whole(of, "duplicate_sequence");
  }
  auto draft = of.draft;
  for (auto const& stop : of.stops) {
    draft.calls.push_back(stop.what);
  }
  draft.distance_usable = distances_usable(draft.calls);
  auto const some_distance =
      std::ranges::any_of(draft.calls, [](call const& c) { return c.distance_m != kNoDistance; });
  if (some_distance && !draft.distance_usable) {
    report_.repair({kServices, of.line, "distance_unusable", draft.key});
  }
  if (auto const defect = builder_.add_run(std::move(draft))) {
    reject_whole(of, std::string{*defect});
  }
}

void native_tables::add_runs() {
  for (auto& of : services_) {
    add_run(of);
  }
}

}  // namespace chepiao
