#include "timetable/cn_table.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "timetable/byte_source.h"
#include "timetable/csv.h"

namespace chepiao {
namespace {

constexpr auto kNoTimeText = std::string_view{"-99:00"};
constexpr auto kReportEvery = std::uint64_t{8'192};  // rows between two calls of progress

std::optional<std::int32_t> whole_number(std::string_view text) {
  auto value = std::int32_t{0};
  auto const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end) {
    return std::nullopt;
  }
  return value;
}

// "18:07" and "9:55"; kNoTime for "-99:00".
std::optional<std::int32_t> clock_time(std::string_view text) {
  if (text == kNoTimeText) {
    return kNoTime;
  }
  auto const colon = text.find(':');
  if (colon == std::string_view::npos || text.size() != colon + 3) {
    return std::nullopt;
  }
  auto const hours = whole_number(text.substr(0, colon));
  auto const minutes = whole_number(text.substr(colon + 1));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59) {
    return std::nullopt;
  }
  return (*hours * 60 + *minutes) * 60;
}

// Says how far a file has been read.
class counted_source final : public byte_source {
 public:
  explicit counted_source(std::filesystem::path const& path)
      : file_{path}, total_{std::filesystem::file_size(path)} {}
  std::size_t read(std::span<char> buffer) override {
    auto const size = file_.read(buffer);
    done_ += size;
    return size;
  }
  int percent() const { return total_ == 0 ? 100 : static_cast<int>(done_ * 100 / total_); }

 private:
  file_source file_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
};

}  // namespace

class cn_table::reading {
 public:
  reading(csv_reader& rows,
          cn_stations const& stations,
          timetable_builder& builder,
          import_report& report)
      : rows_{rows}, stations_{stations}, builder_{builder}, report_{report} {
    number_ = column("tid");
    stop_ = column("sno");
    name_ = column("sname");
    arrives_ = column("arrv_time");
    departs_ = column("depart_time");
    day_ = column("day");
    kilometres_ = column("mileage");
  }

  // Nothing when the row is rejected.
  std::optional<cn_row> row() {
    auto const stop = whole_number(rows_[stop_]);
    if (rows_[number_].empty() || rows_[name_].empty() || !stop) {
      return reject("field_missing");
    }
    auto const arrives = clock_time(rows_[arrives_]);
    auto const departs = clock_time(rows_[departs_]);
    if (!arrives || !departs) {
      return reject("bad_time");
    }
    auto const day = whole_number(rows_[day_]);
    if (!day || *day < 0 || *day > 14) {
      return reject("bad_day");
    }
    auto const kilometres = whole_number(rows_[kilometres_]);
    auto const known = kilometres && *kilometres >= 0 && *kilometres <= 100'000;
    return cn_row{
        rows_.line(), *stop, station_at(), *arrives, *departs, *day, known ? *kilometres : -1};
  }

  std::string_view number() const { return rows_[number_]; }

 private:
  std::size_t column(std::string_view name) const {
    auto const at = rows_.column(name);
    if (!at) {
      throw unusable_feed{"missing_column", fmt::format("{} has no column {}", rows_.name(), name)};
    }
    return *at;
  }

  std::optional<cn_row> reject(std::string reason) {
    report_.reject({rows_.name(), rows_.line(), std::move(reason),
                    fmt::format("{} {}", rows_[number_], rows_[name_])});
    return std::nullopt;
  }

  station_id station_at() {
    auto const name = rows_[name_];
    if (auto const known = ids_.find(name); known != ids_.end()) {
      return known->second;
    }
    auto made = stations_.named(std::string{name});
    if (made.code_assumed) {
      report_.repair({rows_.name(), rows_.line(), "station_without_code",
                      fmt::format("{} is called {}", name, made.code)});
    }
    auto const id = builder_.add_station(std::move(made));
    ids_.emplace(name, id);
    return id;
  }

  csv_reader& rows_;
  cn_stations const& stations_;
  timetable_builder& builder_;
  import_report& report_;
  std::map<std::string, station_id, std::less<>> ids_;
  std::size_t number_ = 0;
  std::size_t stop_ = 0;
  std::size_t name_ = 0;
  std::size_t arrives_ = 0;
  std::size_t departs_ = 0;
  std::size_t day_ = 0;
  std::size_t kilometres_ = 0;
};

void cn_table::read(std::filesystem::path const& path,
                    cn_stations const& stations,
                    timetable_builder& builder,
                    import_report& report,
                    import_progress const& progress) {
  file_ = path.filename().string();
  auto source = counted_source{path};
  auto rows = csv_reader{source, file_};
  auto current = cn_table::reading{rows, stations, builder, report};
  auto positions = std::map<std::string, std::size_t, std::less<>>{};
  for (auto kind = rows.next(); kind != csv_row::end; kind = rows.next()) {
    if (progress && rows.rows() % kReportEvery == 0) {
      progress(source.percent() * 7 / 10, file_);
    }
    if (kind == csv_row::malformed) {
      report.reject({file_, rows.line(), "malformed_row", rows.problem()});
      continue;
    }
    auto const row = current.row();
    if (!row) {
      continue;
    }
    auto at = positions.find(current.number());
    if (at == positions.end()) {
      at = positions.emplace(current.number(), numbers_.size()).first;
      numbers_.push_back({at->first, {}});
    }
    numbers_[at->second].rows.push_back(*row);
  }
  report.rows_read[file_] = rows.rows();
}

}  // namespace chepiao
