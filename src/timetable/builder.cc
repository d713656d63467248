#include "timetable/builder.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "timetable/calendar_math.h"
#include "timetable/position.h"
#include "timetable/text_fold.h"
#include "timetable/zone_time.h"

namespace chepiao {
namespace {

constexpr auto kClassesMax = std::size_t{255};

std::optional<std::string_view> defect_of(std::vector<call> const& calls) {
  if (calls.size() < 2) {
    return "too_few_calls";
  }
  if (calls.size() > timetable_builder::kCallsMax) {
    return "too_many_calls";
  }
  auto latest = std::int32_t{0};
  for (auto const& c : calls) {
    if (c.arrives_s == kNoTime && c.departs_s == kNoTime) {
      return "time_missing";
    }
    for (auto const time : {c.arrives_s, c.departs_s}) {
      if (time == kNoTime) {
        continue;
      }
      if (time < 0 || time > timetable_builder::kLatestTimeS) {
        return "time_range";
      }
      if (time < latest) {
        return "time_goes_back";
      }
      latest = time;
    }
  }
  return std::nullopt;
}

}  // namespace

timetable_builder::timetable_builder(timetable const* previous,
                                     formation_catalog catalog,
                                     merge_rule rule)
    : previous_{previous}, catalog_{std::move(catalog)}, rule_{rule} {
  if (previous_ == nullptr) {
    return;
  }
  made_.stations = previous_->stations;
  for (auto i = std::size_t{0}; i < made_.stations.size(); ++i) {
    station_ids_.emplace(made_.stations[i].code,
                         static_cast<station_id>(static_cast<std::uint32_t>(i)));
  }
  station_added_.resize(made_.stations.size());
  made_.place_classes = previous_->place_classes;
  for (auto i = std::size_t{0}; i < made_.place_classes.size(); ++i) {
    class_ids_.emplace(made_.place_classes[i].code,
                       static_cast<place_class_id>(static_cast<std::uint8_t>(i)));
  }
  for (auto const& s : previous_->services) {
    service_ids_.emplace(s.key, s.id);
    auto withdrawn = service{};
    withdrawn.id = s.id;
    withdrawn.key = s.key;
    made_.services.push_back(std::move(withdrawn));
  }
}

void timetable_builder::set_name(std::string name) {
  made_.name = std::move(name);
}

void timetable_builder::set_money(currency money) {
  made_.money = money;
}

void timetable_builder::set_operator_zone(std::string const& name) {
  if (!zone_known(name)) {
    throw unusable_feed{"unknown_zone", "time zone " + name + " is not known"};
  }
  made_.operator_zone = name;
}

std::uint32_t timetable_builder::zone(std::string const& name) {
  if (auto const at = zone_indices_.find(name); at != zone_indices_.end()) {
    return at->second;
  }
  if (!zone_known(name)) {
    throw unusable_feed{"unknown_zone", "time zone " + name + " is not known"};
  }
  auto const made = static_cast<std::uint32_t>(made_.zones.size());
  made_.zones.push_back(name);
  zone_indices_.emplace(name, made);
  return made;
}

bool timetable_builder::zone_known(std::string const& name) {
  return find_zone(name) != nullptr;
}

station_id timetable_builder::add_station(station s) {
  if (s.pinyin.empty()) {
    s.pinyin = folded(s.name);
  }
  if (s.initials.empty()) {
    s.initials = initials_of(s.pinyin);
  }
  auto const next = static_cast<station_id>(static_cast<std::uint32_t>(made_.stations.size()));
  auto const [at, is_new] = station_ids_.emplace(s.code, next);
  if (is_new) {
    made_.stations.push_back(std::move(s));
    station_added_.push_back(true);
  } else {
    made_.stations[position(at->second)] = std::move(s);
    station_added_[position(at->second)] = true;
  }
  return at->second;
}

std::optional<station_id> timetable_builder::find_station(std::string_view code) const {
  auto const at = station_ids_.find(code);
  if (at == station_ids_.end() || !station_added_[position(at->second)]) {
    return std::nullopt;
  }
  return at->second;
}

place_class_id timetable_builder::add_class(place_class c) {
  if (auto const at = class_ids_.find(c.code); at != class_ids_.end()) {
    made_.place_classes[position(at->second)] = std::move(c);
    return at->second;
  }
  if (made_.place_classes.size() >= kClassesMax) {
    throw unusable_feed{"too_many_classes", "more than 255 place classes"};
  }
  auto const id =
      static_cast<place_class_id>(static_cast<std::uint8_t>(made_.place_classes.size()));
  class_ids_.emplace(c.code, id);
  made_.place_classes.push_back(std::move(c));
  return id;
}

std::optional<std::string_view> timetable_builder::add_run(run_draft draft) {
  CHECK(draft.zone < made_.zones.size());
  CHECK(!draft.key.empty() && !draft.number.empty());
  if (auto const defect = defect_of(draft.calls)) {
    return defect;
  }
  if (!draft.formation.empty() && !catalog_.has(draft.formation)) {
    return "unknown_formation";
  }
  auto const next = static_cast<std::uint32_t>(drafts_.size());
  if (!draft_keys_.emplace(draft.key, next).second) {
    return "duplicate_key";
  }
  draft.days = normalized(std::move(draft.days));
  drafts_.push_back(std::move(draft));
  return std::nullopt;
}

bool distances_usable(std::vector<call> const& calls) {
  auto reached = std::int32_t{0};
  for (auto const& c : calls) {
    if (c.distance_m == kNoDistance || c.distance_m < reached) {
      return false;
    }
    reached = c.distance_m;
  }
  return true;
}

}  // namespace chepiao
