#include "timetable/cn_run.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace chepiao {
namespace {

constexpr auto kDay = std::int32_t{86'400};

bool same_stop(cn_row const& a, cn_row const& b) {
  return a.stop_number == b.stop_number && a.at == b.at && a.arrives_s == b.arrives_s &&
         a.departs_s == b.departs_s;
}

class run_maker {
 public:
  run_maker(std::string const& number, std::string const& file, import_report& report)
      : number_{number}, file_{file}, report_{report} {}

  // The stop number starts again where a run is listed a second time.
  void cut_doubles(std::vector<cn_row>& rows) {
    auto const restarts = [](cn_row const& a, cn_row const& b) {
      return b.stop_number <= a.stop_number;
    };
    auto const before = std::ranges::adjacent_find(rows, restarts);
    if (before == rows.end()) {
      return;
    }
    auto const length = static_cast<std::size_t>(before + 1 - rows.begin());
    for (auto i = length; i < rows.size(); ++i) {
      auto const is_copy = same_stop(rows[i], rows[i % length]);
      reject(rows[i], is_copy ? "doubled_run" : "conflicting_run");
    }
    rows.resize(length);
  }

  void mend_days(std::vector<cn_row>& rows) {
    for (auto& row : rows) {
      if (row.day < 1) {
        report_.repair({file_, row.line, "day_zero", number_ + ": day 0 taken as day 1"});
        row.day = 1;
      }
    }
  }

  // No time is right for the arrival at the first stop and the departure from the last.
  void drop_timeless(std::vector<cn_row>& rows) {
    for (auto i = std::size_t{0}; i < rows.size(); ++i) {
      auto const arrival_missing = i > 0 && rows[i].arrives_s == kNoTime;
      auto const departure_missing = i + 1 < rows.size() && rows[i].departs_s == kNoTime;
      if (rows[i].arrives_s == kNoTime && rows[i].departs_s == kNoTime) {
        reject(rows[i], "time_missing");
        rows[i].line = 0;
      } else if (arrival_missing || departure_missing) {
        report_.repair({file_, rows[i].line, "time_missing_mid_run",
                        number_ + ": one time stands for arrival and departure"});
      }
    }
    std::erase_if(rows, [](cn_row const& row) { return row.line == 0; });
  }

  bool judge_distances(std::vector<cn_row> const& rows) {
    auto reached = std::int32_t{0};
    for (auto const& row : rows) {
      if (row.kilometres < reached) {
        report_.repair({file_, row.line, "distance_unusable",
                        fmt::format("{}: {} km after {} km", number_, row.kilometres, reached)});
        return false;
      }
      reached = row.kilometres;
    }
    return true;
  }

 private:
  void reject(cn_row const& row, std::string reason) {
    report_.reject({file_, row.line, std::move(reason), number_});
  }

  std::string const& number_;
  std::string const& file_;
  import_report& report_;
};

call call_from(cn_row const& row) {
  auto const start = (row.day - 1) * kDay;
  auto out = call{};
  out.at = row.at;
  out.arrives_s = row.arrives_s == kNoTime ? kNoTime : start + row.arrives_s;
  out.departs_s = row.departs_s == kNoTime ? kNoTime : start + row.departs_s;
  if (out.arrives_s != kNoTime && out.departs_s != kNoTime && out.departs_s < out.arrives_s) {
    out.departs_s += kDay;  // the day is that of the arrival
  }
  out.distance_m = row.kilometres < 0 ? kNoDistance : row.kilometres * 1'000;
  return out;
}

}  // namespace

cn_run make_cn_run(std::string const& number,
                   std::string const& file,
                   std::vector<cn_row> rows,
                   import_report& report) {
  auto maker = run_maker{number, file, report};
  maker.cut_doubles(rows);
  maker.mend_days(rows);
  maker.drop_timeless(rows);
  auto out = cn_run{};
  out.distance_usable = maker.judge_distances(rows);
  for (auto const& row : rows) {
    out.calls.push_back(call_from(row));
    out.lines.push_back(row.line);
  }
  return out;
}

}  // namespace chepiao
