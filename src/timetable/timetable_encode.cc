#include "timetable/timetable_wire.h"

#include <algorithm>
#include <utility>

#include "proto/timetable.pb.h"

#include "base/check.h"

namespace chepiao {
namespace {

void put(formation const& f, schedule::v1::Formation& out) {
  out.set_name(f.name);
  out.set_assumed(f.assumed);
  for (auto const& c : f.coaches) {
    auto& to = *out.add_coaches();
    to.set_number(c.number);
    to.set_type_name(c.type_name);
  }
  for (auto const& c : f.classes) {
    auto& to = *out.add_classes();
    to.set_place_class(std::to_underlying(c.place_class));
    for (auto const& s : c.seats) {
      to.mutable_coach()->push_back(static_cast<char>(s.coach));
      to.mutable_row()->push_back(static_cast<char>(s.row));
      to.mutable_column()->push_back(static_cast<char>(s.column));
      to.mutable_position()->push_back(static_cast<char>(s.position));
      to.add_label(s.label);
    }
  }
}

void put(calendar const& c, schedule::v1::Calendar& out) {
  out.set_weekdays(c.weekdays);
  out.set_from(c.from.days);
  out.set_until(c.until.days);
  for (auto const day : c.added) {
    out.add_added(day.days);
  }
  for (auto const day : c.removed) {
    out.add_removed(day.days);
  }
}

void put(station const& s, schedule::v1::Station& out) {
  out.set_code(s.code);
  out.set_name(s.name);
  out.set_pinyin(s.pinyin);
  out.set_initials(s.initials);
  out.set_city(s.city);
  out.set_zone(s.zone);
  out.set_code_assumed(s.code_assumed);
}

void put(service const& s, schedule::v1::Service& out) {
  out.set_key(s.key);
  for (auto const& number : s.numbers) {
    out.add_numbers(number);
  }
  out.set_kind(s.kind);
  out.set_formation(s.formation);
  out.set_days(s.days);
  out.set_zone(s.zone);
  out.set_number_assumed(s.number_assumed);
  out.set_distance_usable(s.distance_usable);
  for (auto const& c : s.calls) {
    out.add_at(std::to_underlying(c.at));
    out.add_arrives_s(c.arrives_s);
    out.add_departs_s(c.departs_s);
    out.add_distance_m(c.distance_m);
    out.mutable_doors()->push_back(static_cast<char>((c.boards ? 1 : 0) | (c.alights ? 2 : 0)));
  }
}

}  // namespace

std::vector<std::byte> encode_timetable(timetable const& t, std::size_t in_front) {
  auto message = schedule::v1::Timetable{};
  message.set_name(t.name);
  message.set_currency(std::string{t.money.text()});
  message.set_operator_zone(t.operator_zone);
  for (auto const& zone : t.zones) {
    message.add_zones(zone);
  }
  for (auto const& c : t.place_classes) {
    auto& out = *message.add_place_classes();
    out.set_code(c.code);
    out.set_name_zh(c.name_zh);
    out.set_name_en(c.name_en);
  }
  for (auto const& f : t.formations) {
    put(f, *message.add_formations());
  }
  for (auto const& c : t.calendars) {
    put(c, *message.add_calendars());
  }
  for (auto const& s : t.stations) {
    put(s, *message.add_stations());
  }
  for (auto const& s : t.services) {
    put(s, *message.add_services());
  }
  auto const size = message.ByteSizeLong();
  auto out = std::vector<std::byte>(in_front + size);
  CHECK(message.SerializeToArray(out.data() + in_front, static_cast<int>(size)));
  return out;
}

}  // namespace chepiao
