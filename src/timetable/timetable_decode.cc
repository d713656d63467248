#include "timetable/timetable_wire.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <google/protobuf/arena.h>

#include "proto/timetable.pb.h"

#include "base/bytes.h"

namespace chepiao {
namespace {

void demand(bool condition) {
  if (!condition) {
    throw corrupt_bytes{"timetable file: lists that do not fit together"};
  }
}

std::uint8_t octet(std::string const& bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

class_seats seats_from(schedule::v1::ClassSeats const& from) {
  auto const count = static_cast<std::size_t>(from.label_size());
  demand(from.coach().size() == count && from.row().size() == count &&
         from.column().size() == count && from.position().size() == count);
  auto out = class_seats{static_cast<place_class_id>(from.place_class()), {}};
  out.seats.reserve(count);
  for (auto i = std::size_t{0}; i < count; ++i) {
    auto const position = octet(from.position(), i);
    demand(position <= std::to_underlying(seat_position::other));
    out.seats.push_back({octet(from.coach(), i), octet(from.row(), i), octet(from.column(), i),
                         static_cast<seat_position>(position), from.label(static_cast<int>(i))});
  }
  return out;
}

formation formation_from(schedule::v1::Formation const& from, std::size_t classes) {
  auto out = formation{};
  out.name = from.name();
  out.assumed = from.assumed();
  for (auto const& c : from.coaches()) {
    out.coaches.push_back({c.number(), c.type_name()});
  }
  for (auto const& c : from.classes()) {
    demand(c.place_class() < classes);
    out.classes.push_back(seats_from(c));
    for (auto const& s : out.classes.back().seats) {
      demand(s.coach < out.coaches.size());
    }
  }
  return out;
}

template <typename List>
std::vector<service_day> days_from(List const& from) {
  auto out = std::vector<service_day>{};
  for (auto const day : from) {
    out.push_back({day});
  }
  demand(std::ranges::is_sorted(out));
  return out;
}

calendar calendar_from(schedule::v1::Calendar const& from) {
  return {static_cast<std::uint8_t>(from.weekdays()),
          {from.from()},
          {from.until()},
          days_from(from.added()),
          days_from(from.removed())};
}

station station_from(schedule::v1::Station const& from) {
  return {from.code(), from.name(), from.pinyin(),      from.initials(),
          from.city(), from.zone(), from.code_assumed()};
}

std::vector<call> calls_from(schedule::v1::Service const& from, std::size_t stations) {
  auto const count = from.at_size();
  demand(from.arrives_s_size() == count && from.departs_s_size() == count &&
         from.distance_m_size() == count && from.doors().size() == static_cast<std::size_t>(count));
  demand(count != 1 && count <= std::numeric_limits<std::uint16_t>::max());
  auto out = std::vector<call>{};
  out.reserve(static_cast<std::size_t>(count));
  for (auto i = 0; i < count; ++i) {
    auto const doors = octet(from.doors(), static_cast<std::size_t>(i));
    demand(from.at(i) < stations);
    demand(from.arrives_s(i) != kNoTime || from.departs_s(i) != kNoTime);
    out.push_back({static_cast<station_id>(from.at(i)), from.arrives_s(i), from.departs_s(i),
                   from.distance_m(i), (doors & 1) != 0, (doors & 2) != 0});
  }
  return out;
}

service service_from(schedule::v1::Service const& from, timetable const& t) {
  auto out = service{};
  out.id = static_cast<service_id>(static_cast<std::uint32_t>(t.services.size()));
  out.key = from.key();
  out.numbers.assign(from.numbers().begin(), from.numbers().end());
  out.kind = from.kind();
  out.formation = from.formation();
  out.days = from.days();
  out.zone = from.zone();
  out.number_assumed = from.number_assumed();
  out.distance_usable = from.distance_usable();
  out.calls = calls_from(from, t.stations.size());
  demand(out.calls.empty() ||
         (out.formation < t.formations.size() && out.days < t.calendars.size() &&
          out.zone < t.zones.size() && !out.numbers.empty()));
  return out;
}

}  // namespace

timetable decode_timetable(std::span<std::byte const> bytes) {
  auto arena = google::protobuf::Arena{};
  auto& message = *google::protobuf::Arena::CreateMessage<schedule::v1::Timetable>(&arena);
  demand(bytes.size() <= std::numeric_limits<int>::max() &&
         message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  demand(message.currency().size() == 3);
  auto out = timetable{};
  out.name = message.name();
  std::ranges::copy(message.currency(), out.money.code.begin());
  out.operator_zone = message.operator_zone();
  out.zones.assign(message.zones().begin(), message.zones().end());
  for (auto const& c : message.place_classes()) {
    out.place_classes.push_back({c.code(), c.name_zh(), c.name_en()});
  }
  for (auto const& f : message.formations()) {
    out.formations.push_back(formation_from(f, out.place_classes.size()));
  }
  for (auto const& c : message.calendars()) {
    out.calendars.push_back(calendar_from(c));
  }
  for (auto const& s : message.stations()) {
    out.stations.push_back(station_from(s));
  }
  out.services.reserve(static_cast<std::size_t>(message.services_size()));
  for (auto const& s : message.services()) {
    out.services.push_back(service_from(s, out));
  }
  return out;
}

}  // namespace chepiao
