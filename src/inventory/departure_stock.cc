#include "inventory/departure_stock.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "base/check.h"
#include "inventory/best_fit.h"

namespace chepiao {
namespace {

std::vector<free_counts::class_shape> shapes_for_readers(
    std::span<departure_stock::class_shape const> classes) {
  auto shapes = std::vector<free_counts::class_shape>{};
  shapes.reserve(classes.size());
  for (auto const& c : classes) {
    shapes.push_back({.place_class = c.place_class, .seats = c.seats});
  }
  return shapes;
}

chosen_seats just(seat_index seat) {
  auto seats = chosen_seats{};
  seats.push_back(seat);
  return seats;
}

std::optional<chosen_seats> group(seat_bits const& bits,
                                  stretch s,
                                  std::size_t wanted,
                                  std::span<seat_place const> places) {
  std::array<std::uint64_t, seat_bits::kWordsMax> free;  // on the stack: 8 KB
  auto count = std::size_t{0};
  bits.visit_free(s, [&](std::size_t word, std::uint64_t seats) {
    free[word] = seats;
    count += static_cast<std::size_t>(std::popcount(seats));
    return true;
  });
  if (count < wanted) {
    return std::nullopt;
  }
  return choose_together(std::span{free}.first(bits.words()), wanted, places);
}

}  // namespace

departure_stock::departure_stock(service_day day,
                                 std::uint16_t segments,
                                 std::span<class_shape const> classes)
    : segments_{segments},
      counts_{std::make_shared<free_counts>(day, segments, shapes_for_readers(classes))} {
  classes_.reserve(classes.size());
  for (auto const& shape : classes) {
    classes_.push_back({.place_class = shape.place_class, .bits = {segments, shape.seats}});
  }
}

seat_bits const& departure_stock::bits_of(std::size_t class_position) const {
  CHECK(class_position < classes_.size());
  return classes_[class_position].bits;
}

std::optional<std::size_t> departure_stock::class_position(place_class_id id) const {
  auto const found = std::ranges::find(classes_, id, &class_stock::place_class);
  if (found == classes_.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - classes_.begin());
}

std::uint16_t departure_stock::seats_in(std::size_t class_position) const {
  return bits_of(class_position).seats();
}

bool departure_stock::is_free(std::size_t class_position, seat_index seat, stretch s) const {
  return bits_of(class_position).is_free(seat, s);
}

std::uint16_t departure_stock::count_free(std::size_t class_position, stretch s) const {
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  auto count = std::size_t{0};
  bits_of(class_position).visit_free(s, [&](std::size_t, std::uint64_t free) {
    count += static_cast<std::size_t>(std::popcount(free));
    return true;
  });
  return static_cast<std::uint16_t>(count);
}

std::vector<std::uint64_t> departure_stock::taken_mask(std::size_t class_position,
                                                       stretch s) const {
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  auto const& bits = bits_of(class_position);
  auto mask = std::vector<std::uint64_t>(bits.words());
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    for (auto w = std::size_t{0}; w < mask.size(); ++w) {
      mask[w] |= bits.taken(segment, w);
    }
  }
  return mask;
}

std::optional<chosen_seats> departure_stock::choose(std::size_t class_position,
                                                    stretch s,
                                                    std::size_t wanted,
                                                    std::span<seat_place const> places,
                                                    seat_policy policy) const {
  auto const& bits = bits_of(class_position);
  CHECK(wanted > 0 && wanted <= kTogetherMax);
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  CHECK(places.empty() || places.size() == bits.seats());
  if (wanted > 1) {
    return group(bits, s, wanted, places);
  }
  auto const one = policy == seat_policy::best_fit ? best_fit(bits, s) : first_fit(bits, s);
  return one ? std::optional{just(*one)} : std::nullopt;
}

void departure_stock::take(std::size_t class_position, seat_index seat, stretch s) {
  CHECK(class_position < classes_.size());
  auto& bits = classes_[class_position].bits;
  bits.take(seat, s);
  counts_->take(class_position, bits.gap_around(seat, s), s);
}

void departure_stock::give(std::size_t class_position, seat_index seat, stretch s) {
  CHECK(class_position < classes_.size());
  auto& bits = classes_[class_position].bits;
  bits.give(seat, s);
  counts_->give(class_position, bits.gap_around(seat, s), s);
}

std::size_t departure_stock::memory_bytes() const {
  auto bytes = sizeof *this + sizeof(free_counts);
  auto const pairs = static_cast<std::size_t>(segments_) * (segments_ + 1U) / 2U;
  for (auto const& c : classes_) {
    bytes += sizeof c + c.bits.memory_bytes() + pairs * sizeof(std::uint16_t);
  }
  return bytes;
}

}  // namespace chepiao
