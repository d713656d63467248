#include "timetable/gtfs_times.h"

#include <algorithm>
#include <string>

namespace chepiao {
namespace {

constexpr std::int32_t kDayS = 86'400;
constexpr std::int32_t kDaysMax = 14;
constexpr auto kFile = "stop_times.txt";

bool is_timed(gtfs_call const& call) {
  return call.arrives_s != kNoTime || call.departs_s != kNoTime;
}

std::span<gtfs_call> without_untimed_ends(std::span<gtfs_call> calls, import_report& report) {
  auto const drop = [&](gtfs_call const& call) {
    report.reject({kFile, call.line, "time_missing_at_end", ""});
  };
  while (!calls.empty() && !is_timed(calls.front())) {
    drop(calls.front());
    calls = calls.subspan(1);
  }
  while (!calls.empty() && !is_timed(calls.back())) {
    drop(calls.back());
    calls = calls.first(calls.size() - 1);
  }
  return calls;
}

void complete_pairs(std::span<gtfs_call> calls) {
  for (auto& call : calls) {
    if (call.arrives_s == kNoTime) {
      call.arrives_s = call.departs_s;
    } else if (call.departs_s == kNoTime) {
      call.departs_s = call.arrives_s;
    }
  }
}

// A fall of more than half a day is a clock that passed midnight; a smaller one is an error that
// stays for others to judge.
void unwrap_midnight(std::span<gtfs_call> calls, import_report& report) {
  auto latest = kNoTime;
  auto offset = std::int32_t{0};
  for (auto& call : calls) {
    auto wrapped = false;
    for (auto* time : {&call.arrives_s, &call.departs_s}) {
      if (*time == kNoTime) {
        continue;
      }
      if (latest - (*time + offset) > kDayS / 2 && offset < kDayS * kDaysMax) {
        offset += kDayS;
        wrapped = true;
      }
      *time += offset;
      latest = *time;
    }
    if (wrapped) {
      report.repair({kFile, call.line, "midnight_wrap", "the clock starts again within the run"});
    }
  }
}

bool distances_rise(std::span<gtfs_call const> calls) {
  for (auto i = std::size_t{1}; i < calls.size(); ++i) {
    if (calls[i - 1].shape_distance < 0 || calls[i].shape_distance <= calls[i - 1].shape_distance) {
      return false;
    }
  }
  return true;
}

// Requires that the first and the last are timed, and nothing between.
void interpolate(std::span<gtfs_call> calls, import_report& report) {
  auto const from = std::int64_t{calls.front().departs_s};
  auto const time = std::int64_t{calls.back().arrives_s} - from;
  auto const by_distance = distances_rise(calls);
  auto const way = [&](std::size_t i) {
    auto const metres = (calls[i].shape_distance - calls.front().shape_distance) * 1000;
    return by_distance ? static_cast<std::int64_t>(metres) : static_cast<std::int64_t>(i);
  };
  auto const whole = std::max<std::int64_t>(way(calls.size() - 1), 1);
  for (auto i = std::size_t{1}; i + 1 < calls.size(); ++i) {
    calls[i].arrives_s = calls[i].departs_s =
        static_cast<std::int32_t>(from + time * way(i) / whole);
    report.repair({kFile, calls[i].line, "time_interpolated", "no time in mid-run"});
  }
}

void fill_gaps(std::span<gtfs_call> calls, import_report& report) {
  auto timed = std::size_t{0};
  for (auto i = std::size_t{1}; i < calls.size(); ++i) {
    if (is_timed(calls[i])) {
      if (i - timed > 1) {
        interpolate(calls.subspan(timed, i - timed + 1), report);
      }
      timed = i;
    }
  }
}

}  // namespace

std::span<gtfs_call> repair_gtfs_times(std::span<gtfs_call> calls, import_report& report) {
  calls = without_untimed_ends(calls, report);
  if (calls.empty()) {
    return calls;
  }
  complete_pairs(calls);
  unwrap_midnight(calls, report);
  fill_gaps(calls, report);
  calls.front().arrives_s = kNoTime;
  calls.back().departs_s = kNoTime;
  return calls;
}

}  // namespace chepiao
