#include "sim/seat_grid.h"

#include <algorithm>

#include "sim/demand.h"

namespace chepiao::sim {

bool seat_grid::is_free(departure_id id,
                        place_class_id place_class,
                        std::uint16_t seat,
                        std::uint16_t from,
                        std::uint16_t to) const {
  auto const found = rows_.find({id, place_class});
  if (found == rows_.end()) {
    return true;
  }
  auto const& row = found->second.at(seat);
  return std::none_of(row.begin() + from, row.begin() + to, [](auto n) { return n != 0; });
}

std::uint16_t seat_grid::free(departure_id id,
                              place_class_id place_class,
                              std::uint16_t from,
                              std::uint16_t to) const {
  auto n = std::uint16_t{0};
  for (auto seat = std::uint16_t{0}; seat < railway_->seats(id.service, place_class); ++seat) {
    if (is_free(id, place_class, seat, from, to)) {
      ++n;
    }
  }
  return n;
}

std::uint16_t seat_grid::slack(departure_id id,
                               place_class_id place_class,
                               std::uint16_t seat,
                               std::uint16_t from,
                               std::uint16_t to) const {
  auto n = 0;
  auto const last = railway::stops(id.service) - 1;
  for (auto i = int{from} - 1;
       i >= 0 && is_free(id, place_class, seat, static_cast<std::uint16_t>(i),
                         static_cast<std::uint16_t>(i + 1));
       --i) {
    ++n;
  }
  for (auto i = int{to}; i < last && is_free(id, place_class, seat, static_cast<std::uint16_t>(i),
                                             static_cast<std::uint16_t>(i + 1));
       ++i) {
    ++n;
  }
  return static_cast<std::uint16_t>(n);
}

void seat_grid::turn(held_ticket const& t, std::uint8_t before, std::uint8_t after) {
  auto const seats = railway_->seats(t.departure.service, t.place_class);
  auto const seat = std::to_underlying(t.seat);
  auto const from = std::to_underlying(t.from);
  auto const to = std::to_underlying(t.to);
  auto const stops = railway_->stops(t.departure.service);
  demand(seat < seats && from < to && to < stops, "a ticket for a seat that does not exist");
  auto& rows = rows_[{t.departure, t.place_class}];
  if (rows.empty()) {
    rows.assign(seats, std::vector<std::uint8_t>(stops - std::size_t{1}));
  }
  for (auto i = from; i < to; ++i) {
    demand(rows[seat][i] == before, "seat {} of {} is {} on segment {}", railway::label(seat),
           t.departure, before == 0 ? "taken twice" : "given twice", i);
    rows[seat][i] = after;
  }
}

void seat_grid::take(held_ticket const& t) {
  turn(t, 0, 1);
}
void seat_grid::give(held_ticket const& t) {
  turn(t, 1, 0);
}

}  // namespace chepiao::sim
