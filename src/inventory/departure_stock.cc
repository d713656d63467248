#include "inventory/departure_stock.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.h"
#include "inventory/together.h"

namespace chepiao {
namespace {

constexpr auto kWordBits = std::size_t{64};

std::vector<free_counts::class_shape> shapes_for_readers(
    std::span<departure_stock::class_shape const> classes) {
  auto shapes = std::vector<free_counts::class_shape>{};
  for (auto const& c : classes) {
    shapes.push_back({.place_class = c.place_class, .seats = c.seats});
  }
  return shapes;
}

// Bits of seats that exist, for the last word.
std::uint64_t valid_bits(std::uint16_t seats, std::size_t word) {
  auto const first = word * kWordBits;
  auto const left = seats - first;
  return left >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1U;
}

std::optional<seat_index> lowest(std::vector<std::uint64_t> const& mask) {
  for (auto w = std::size_t{0}; w < mask.size(); ++w) {
    if (mask[w] != 0) {
      return seat_index{static_cast<std::uint16_t>(
          w * kWordBits + static_cast<std::size_t>(std::countr_zero(mask[w])))};
    }
  }
  return std::nullopt;
}

bool any(std::vector<std::uint64_t> const& mask) {
  return std::ranges::any_of(mask, [](auto word) { return word != 0; });
}

std::size_t count_bits(std::vector<std::uint64_t> const& mask) {
  auto n = std::size_t{0};
  for (auto const word : mask) {
    n += static_cast<std::size_t>(std::popcount(word));
  }
  return n;
}

// Seats whose free time beyond the stretch, on one side, is exactly `slack` segments.
struct slack_group {
  std::uint16_t slack;
  std::vector<std::uint64_t> seats;
};

}  // namespace

departure_stock::departure_stock(service_day day,
                                 std::uint16_t segments,
                                 std::span<class_shape const> classes)
    : segments_{segments},
      counts_{std::make_shared<free_counts>(day, segments, shapes_for_readers(classes))} {
  for (auto const& shape : classes) {
    auto const words = (shape.seats + kWordBits - 1) / kWordBits;
    classes_.push_back(
        {.shape = shape, .words = words, .taken = std::vector<std::uint64_t>(words * segments)});
  }
}

departure_stock::class_bits const& departure_stock::bits_of(std::size_t class_position) const {
  CHECK(class_position < classes_.size());
  return classes_[class_position];
}

std::optional<std::size_t> departure_stock::class_position(place_class_id id) const {
  auto const found =
      std::ranges::find(classes_, id, [](class_bits const& c) { return c.shape.place_class; });
  if (found == classes_.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - classes_.begin());
}

std::uint16_t departure_stock::seats_in(std::size_t class_position) const {
  return bits_of(class_position).shape.seats;
}

std::vector<std::uint64_t> departure_stock::taken_mask(std::size_t class_position,
                                                       stretch s) const {
  auto const& bits = bits_of(class_position);
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  auto mask = std::vector<std::uint64_t>(bits.words);
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    auto const* row = bits.taken.data() + segment * bits.words;
    for (auto w = std::size_t{0}; w < bits.words; ++w) {
      mask[w] |= row[w];
    }
  }
  return mask;
}

std::vector<std::uint64_t> departure_stock::free_mask(class_bits const& bits, stretch s) const {
  auto mask = taken_mask(static_cast<std::size_t>(&bits - classes_.data()), s);
  for (auto w = std::size_t{0}; w < mask.size(); ++w) {
    mask[w] = ~mask[w] & valid_bits(bits.shape.seats, w);
  }
  return mask;
}

std::uint16_t departure_stock::count_free(std::size_t class_position, stretch s) const {
  return static_cast<std::uint16_t>(count_bits(free_mask(bits_of(class_position), s)));
}

bool departure_stock::taken_on(class_bits const& bits,
                               seat_index seat,
                               std::uint16_t segment) const {
  auto const index = std::size_t{std::to_underlying(seat)};
  auto const word = bits.taken[segment * bits.words + index / kWordBits];
  return ((word >> (index % kWordBits)) & 1U) != 0;
}

bool departure_stock::is_free(std::size_t class_position, seat_index seat, stretch s) const {
  auto const& bits = bits_of(class_position);
  CHECK(std::to_underlying(seat) < bits.shape.seats);
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  for (auto segment = std::to_underlying(s.from); segment < std::to_underlying(s.to); ++segment) {
    if (taken_on(bits, seat, segment)) {
      return false;
    }
  }
  return true;
}

// The longest free time of the seat that holds the stretch, were the stretch itself free.
stretch departure_stock::gap_around(class_bits const& bits, seat_index seat, stretch s) const {
  auto from = std::to_underlying(s.from);
  auto to = std::to_underlying(s.to);
  while (from > 0 && !taken_on(bits, seat, static_cast<std::uint16_t>(from - 1))) {
    --from;
  }
  while (to < segments_ && !taken_on(bits, seat, to)) {
    ++to;
  }
  return {stop_index{from}, stop_index{to}};
}

// Best fit: least free time left over around the stretch, over both sides together.
std::optional<seat_index> departure_stock::tightest(class_bits const& bits,
                                                    stretch s,
                                                    std::vector<std::uint64_t> const& free) const {
  // Splits the free seats by how far they stay free beyond one end. In a young departure nearly all
  // seats fall into one group, so the pairing below is short.
  auto const groups = [&](auto const& segment_at, std::uint16_t slack_max) {
    auto split = std::vector<slack_group>{};
    auto still_free = free;
    for (auto slack = std::uint16_t{0}; slack < slack_max && any(still_free); ++slack) {
      auto const* row = bits.taken.data() + std::size_t{segment_at(slack)} * bits.words;
      auto ends_here = std::vector<std::uint64_t>(bits.words);
      for (auto w = std::size_t{0}; w < bits.words; ++w) {
        ends_here[w] = still_free[w] & row[w];
        still_free[w] &= ~row[w];
      }
      if (any(ends_here)) {
        split.push_back({slack, std::move(ends_here)});
      }
    }
    if (any(still_free)) {
      split.push_back({slack_max, std::move(still_free)});
    }
    return split;
  };
  auto const from = std::to_underlying(s.from);
  auto const to = std::to_underlying(s.to);
  auto const left = groups(
      [&](std::uint16_t slack) { return static_cast<std::uint16_t>(from - 1 - slack); }, from);
  auto const right =
      groups([&](std::uint16_t slack) { return static_cast<std::uint16_t>(to + slack); },
             static_cast<std::uint16_t>(segments_ - to));
  auto best = std::optional<seat_index>{};
  auto best_slack = std::uint32_t{0};
  for (auto const& l : left) {
    for (auto const& r : right) {
      auto const slack = std::uint32_t{l.slack} + r.slack;
      if (best && slack >= best_slack) {
        break;  // right groups rise in slack
      }
      for (auto w = std::size_t{0}; w < bits.words; ++w) {
        if (auto const both = l.seats[w] & r.seats[w]; both != 0) {
          best = seat_index{static_cast<std::uint16_t>(
              w * kWordBits + static_cast<std::size_t>(std::countr_zero(both)))};
          best_slack = slack;
          break;
        }
      }
    }
  }
  return best;
}

std::optional<std::vector<seat_index>> departure_stock::choose(std::size_t class_position,
                                                               stretch s,
                                                               std::size_t wanted,
                                                               std::span<seat_place const> places,
                                                               seat_policy policy) const {
  CHECK(wanted > 0);
  auto const& bits = bits_of(class_position);
  CHECK(places.empty() || places.size() == bits.shape.seats);
  auto const free = free_mask(bits, s);
  if (count_bits(free) < wanted) {
    return std::nullopt;
  }
  if (wanted == 1) {
    auto const one = policy == seat_policy::best_fit ? tightest(bits, s, free) : lowest(free);
    CHECK(one.has_value());
    return std::vector{*one};
  }
  return choose_together(free, wanted, places);
}

void departure_stock::set(class_bits& bits, seat_index seat, stretch s) {
  auto const index = std::size_t{std::to_underlying(seat)};
  auto const bit = std::uint64_t{1} << (index % kWordBits);
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    auto& word = bits.taken[segment * bits.words + index / kWordBits];
    CHECK((word & bit) == 0);
    word |= bit;
  }
}

void departure_stock::clear(class_bits& bits, seat_index seat, stretch s) {
  auto const index = std::size_t{std::to_underlying(seat)};
  auto const bit = std::uint64_t{1} << (index % kWordBits);
  for (auto segment = std::size_t{std::to_underlying(s.from)}; segment < std::to_underlying(s.to);
       ++segment) {
    auto& word = bits.taken[segment * bits.words + index / kWordBits];
    CHECK((word & bit) != 0);
    word &= ~bit;
  }
}

void departure_stock::take(std::size_t class_position, seat_index seat, stretch s) {
  CHECK(is_free(class_position, seat, s));
  auto& bits = classes_[class_position];
  auto const gap = gap_around(bits, seat, s);
  set(bits, seat, s);
  counts_->take(class_position, gap, s);
}

void departure_stock::give(std::size_t class_position, seat_index seat, stretch s) {
  auto const& shape = bits_of(class_position).shape;
  CHECK(std::to_underlying(seat) < shape.seats);
  CHECK(s.from < s.to && std::to_underlying(s.to) <= segments_);
  auto& bits = classes_[class_position];
  clear(bits, seat, s);
  counts_->give(class_position, gap_around(bits, seat, s), s);
}

std::size_t departure_stock::memory_bytes() const {
  auto bytes = sizeof *this + sizeof(free_counts);
  auto const pairs = static_cast<std::size_t>(segments_) * (segments_ + 1U) / 2U;
  for (auto const& c : classes_) {
    bytes += sizeof c + c.taken.size() * sizeof(std::uint64_t) + pairs * sizeof(std::uint16_t);
  }
  return bytes;
}

}  // namespace chepiao
