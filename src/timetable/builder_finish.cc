#include "timetable/builder.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "timetable/calendar_math.h"
#include "timetable/position.h"

namespace chepiao {
namespace {

// How many runs with the same calls a draft is compared with. Real feeds have a handful; a hostile
// one could make the merge quadratic.
constexpr auto kAlikeMax = std::size_t{16};

// Distances do not make another train: two numbers of one run are often measured apart.
bool same_calls(std::vector<call> const& a, std::vector<call> const& b) {
  return std::ranges::equal(a, b, [](call const& x, call const& y) {
    return x.at == y.at && x.arrives_s == y.arrives_s && x.departs_s == y.departs_s &&
           x.boards == y.boards && x.alights == y.alights;
  });
}

std::uint64_t hash_of(std::vector<call> const& calls) {
  auto hash = std::uint64_t{0xCBF29CE484222325ULL};
  auto const add = [&hash](std::uint64_t word) { hash = (hash ^ word) * 0x100000001B3ULL; };
  for (auto const& c : calls) {
    add(std::to_underlying(c.at));
    add(static_cast<std::uint32_t>(c.arrives_s));
    add(static_cast<std::uint32_t>(c.departs_s));
  }
  return hash;
}

std::string text_of(calendar const& c) {
  auto out = fmt::format("{} {} {}", c.weekdays, c.from.days, c.until.days);
  for (auto const day : c.added) {
    out += fmt::format(" +{}", day.days);
  }
  for (auto const day : c.removed) {
    out += fmt::format(" -{}", day.days);
  }
  return out;
}

bool same_days(calendar const& a, calendar const& b) {
  return a.weekdays == b.weekdays && a.from == b.from && a.until == b.until && a.added == b.added &&
         a.removed == b.removed;
}

// "K9" before "K10".
bool number_less(std::string const& a, std::string const& b) {
  return std::pair{a.size(), std::string_view{a}} < std::pair{b.size(), std::string_view{b}};
}

}  // namespace

bool timetable_builder::can_join(merged_run const& run, run_draft const& draft) const {
  auto const& first = drafts_[run.drafts.front()];
  if (first.zone != draft.zone || first.formation != draft.formation ||
      !same_calls(first.calls, draft.calls)) {
    return false;
  }
  switch (rule_) {
    case merge_rule::none:
      return false;
    case merge_rule::numbers_of_one_run:
      return same_days(run.days, draft.days);
    case merge_rule::days_of_one_run:
      return first.group == draft.group && !have_common_day(run.days, draft.days);
  }
  return false;
}

std::vector<timetable_builder::merged_run> timetable_builder::merge() const {
  auto runs = std::vector<merged_run>{};
  auto by_calls = std::map<std::uint64_t, std::vector<std::size_t>>{};
  for (auto i = std::uint32_t{0}; i < drafts_.size(); ++i) {
    auto const& draft = drafts_[i];
    auto& alike = by_calls[hash_of(draft.calls)];
    auto joined = false;
    for (auto const at : alike) {
      if (!can_join(runs[at], draft)) {
        continue;
      }
      if (auto const days = union_of(runs[at].days, draft.days)) {
        runs[at].days = *days;
        runs[at].drafts.push_back(i);
        joined = true;
        break;
      }
    }
    if (!joined) {
      if (alike.size() < kAlikeMax) {
        alike.push_back(runs.size());
      }
      runs.push_back({{i}, draft.days});
    }
  }
  return runs;
}

std::string const& timetable_builder::formation_name(run_draft const& draft) const {
  if (!draft.formation.empty()) {
    return draft.formation;
  }
  return catalog_.choose(draft.rule_kind.empty() ? draft.kind : draft.rule_kind, draft.number);
}

void timetable_builder::add_classes_in_use(std::vector<merged_run> const& runs) {
  auto formations = std::set<std::string_view>{};
  for (auto const& run : runs) {
    formations.insert(formation_name(drafts_[run.drafts.front()]));
  }
  auto codes = std::set<std::string>{};
  for (auto const name : formations) {
    for (auto& code : catalog_.classes_of(name)) {
      codes.insert(std::move(code));
    }
  }
  for (auto const& c : catalog_.classes()) {
    if (codes.contains(c.code) && !class_ids_.contains(c.code)) {
      add_class(c);
    }
  }
}

std::uint32_t timetable_builder::formation_index(std::string const& name, bool assumed) {
  auto const next = static_cast<std::uint32_t>(made_.formations.size());
  auto const [at, is_new] = formation_indices_.emplace(name + (assumed ? " assumed" : ""), next);
  if (is_new) {
    auto made = catalog_.build(
        name, [this](std::string_view code) { return class_ids_.find(code)->second; });
    made.assumed = assumed;
    made_.formations.push_back(std::move(made));
  }
  return at->second;
}

std::uint32_t timetable_builder::calendar_index(calendar const& c) {
  auto const next = static_cast<std::uint32_t>(made_.calendars.size());
  auto const [at, is_new] = calendar_indices_.emplace(text_of(c), next);
  if (is_new) {
    made_.calendars.push_back(c);
  }
  return at->second;
}

// A key that is in use already goes before a lower one: a new number must not rename a run.
std::string timetable_builder::key_of(merged_run const& run) const {
  auto best = std::string_view{};
  auto best_is_known = false;
  for (auto const i : run.drafts) {
    auto const& key = drafts_[i].key;
    auto const known = service_ids_.contains(key);
    if (best.empty() ||
        std::pair{!known, std::string_view{key}} < std::pair{!best_is_known, best}) {
      best = key;
      best_is_known = known;
    }
  }
  return std::string{best};
}

service_id timetable_builder::id_for(std::string const& key) {
  auto const next = static_cast<service_id>(static_cast<std::uint32_t>(made_.services.size()));
  auto const [at, is_new] = service_ids_.emplace(key, next);
  if (is_new) {
    made_.services.emplace_back();
  }
  return at->second;
}

service timetable_builder::service_from(merged_run const& run) {
  auto const& first = drafts_[run.drafts.front()];
  auto out = service{};
  out.key = key_of(run);
  out.id = id_for(out.key);
  out.kind = first.kind;
  out.formation = formation_index(formation_name(first), first.formation.empty());
  out.days = calendar_index(run.days);
  out.zone = first.zone;
  out.calls = first.calls;
  out.number_assumed = first.number_assumed;
  out.distance_usable = first.distance_usable;
  for (auto const i : run.drafts) {
    auto const& draft = drafts_[i];
    if (!out.distance_usable && draft.distance_usable) {
      out.calls = draft.calls;
      out.distance_usable = true;
    }
    if (!first.number_assumed) {
      out.numbers.push_back(draft.number);
      out.numbers.insert(out.numbers.end(), draft.more_numbers.begin(), draft.more_numbers.end());
    }
  }
  if (first.number_assumed) {
    out.numbers.push_back(first.number);
  }
  std::ranges::sort(out.numbers, number_less);
  auto const doubles = std::ranges::unique(out.numbers);
  out.numbers.erase(doubles.begin(), doubles.end());
  return out;
}

timetable timetable_builder::finish(import_report& report, service_day today, int presale_days) {
  if (drafts_.empty()) {
    throw unusable_feed{"nothing_usable", "the feed holds no run that can be used"};
  }
  auto const runs = merge();
  add_classes_in_use(runs);
  report.services = 0;
  report.departures = 0;
  report.stop_times = 0;
  report.formations_assumed = false;
  for (auto const& run : runs) {
    auto made = service_from(run);
    auto const days = days_running(made_.calendars[made.days], today, presale_days);
    report.departures += static_cast<std::uint64_t>(days);
    report.formations_assumed |= made_.formations[made.formation].assumed;
    made_.services[position(made.id)] = std::move(made);
  }
  for (auto const& draft : drafts_) {
    report.stop_times += draft.calls.size();
    report.services += 1 + draft.more_numbers.size();
  }
  report.runs = runs.size();
  report.stops = static_cast<std::uint64_t>(std::ranges::count(station_added_, true));
  made_.build_index();
  return std::move(made_);
}

}  // namespace chepiao
