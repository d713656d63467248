#include "test/history/seats_model.h"

#include <algorithm>

namespace chepiao::history {

std::uint64_t mixed(std::uint64_t z) {
  z += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

namespace {

bool takes_seats(standing s) {
  return s == standing::held || s == standing::paid;
}

std::uint64_t part_of_hash(std::size_t order, standing s) {
  return s == standing::none ? 0 : mixed(order * 4 + static_cast<std::uint64_t>(s));
}

}  // namespace

seats_model::seats_model(game const& played) : orders_(played.orders) {
  auto named = std::size_t{0};
  for (auto const& each : played.steps) {
    if (each.kind != step_kind::hold) {
      continue;
    }
    auto& o = orders_[each.order];
    o.from = each.from;
    o.to = each.to;
    o.seats = each.seats;
    o.deadline = played.hold_time == kNever ? kNever : each.invoke + played.hold_time;
    for (auto const seat : each.seats) {
      named = std::max(named, seat + 1);
    }
  }
  on_seat_.resize(named);
  unnamed_ = played.seats > named ? played.seats - named : 0;
}

std::vector<std::size_t> seats_model::blockers(step const& hold) const {
  auto out = std::vector<std::size_t>{};
  for (auto const seat : hold.seats) {
    for (auto const other : on_seat_[seat]) {
      if (orders_[other].from < hold.to && hold.from < orders_[other].to &&
          std::ranges::find(out, other) == out.end()) {
        out.push_back(other);
      }
    }
  }
  return out;
}

std::vector<std::size_t> seats_model::free_seats(int from, int to) const {
  auto out = std::vector<std::size_t>{};
  for (auto seat = std::size_t{0}; seat < on_seat_.size(); ++seat) {
    auto const taken = std::ranges::any_of(on_seat_[seat], [&](std::size_t other) {
      return orders_[other].from < to && from < orders_[other].to;
    });
    if (!taken) {
      out.push_back(seat);
    }
  }
  return out;
}

void seats_model::move(std::size_t order, standing to) {
  undo_.push_back({order, orders_[order].now});
  set(order, to);
}

void seats_model::back_to(std::size_t mark) {
  while (undo_.size() > mark) {
    set(undo_.back().order, undo_.back().before);
    undo_.pop_back();
  }
}

void seats_model::set(std::size_t order, standing to) {
  auto& o = orders_[order];
  hash_ ^= part_of_hash(order, o.now) ^ part_of_hash(order, to);
  if (takes_seats(o.now) != takes_seats(to)) {
    for (auto const seat : o.seats) {
      if (takes_seats(to)) {
        on_seat_[seat].push_back(order);
      } else {
        std::erase(on_seat_[seat], order);
      }
    }
  }
  o.now = to;
}

}  // namespace chepiao::history
