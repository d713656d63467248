#include <algorithm>
#include <utility>

#include "base/check.h"
#include "inventory/availability.h"

namespace chepiao {
namespace {

// Pairs (from, to) with 0 <= from < to <= segments.
std::size_t pairs_of(std::uint16_t segments) {
  return static_cast<std::size_t>(segments) * (segments + 1U) / 2U;
}

// Each object has four billion versions of its own: a new one at the address of an old one is not
// mistaken for it.
std::uint64_t first_version() {
  static auto objects = std::atomic<std::uint64_t>{0};
  return (objects.fetch_add(1, std::memory_order_relaxed) + 1) << 32U;
}

}  // namespace

free_counts::free_counts(service_day day,
                         std::uint16_t segments,
                         std::vector<class_shape> const& classes)
    : day_{day}, segments_{segments}, version_{first_version()}, classes_{classes} {
  CHECK(segments > 0);
  auto const pairs = pairs_of(segments);
  cells_ = std::make_unique<std::atomic<std::uint16_t>[]>(pairs * classes.size());
  for (auto c = std::size_t{0}; c < classes.size(); ++c) {
    std::fill_n(cells_.get() + c * pairs, pairs, classes[c].seats);
  }
}

std::size_t free_counts::cell(std::size_t class_position,
                              std::uint16_t from,
                              std::uint16_t to) const {
  auto const row = static_cast<std::size_t>(from) * segments_ -
                   static_cast<std::size_t>(from) * (from - 1U) / 2U;
  // For from == 0 the product wraps and is multiplied by zero.
  return class_position * pairs_of(segments_) + row + (to - from - 1U);
}

std::optional<std::uint16_t> free_counts::free(place_class_id place_class,
                                               stop_index from,
                                               stop_index to) const {
  CHECK(from < to);
  if (std::to_underlying(to) > segments_) {
    return std::nullopt;
  }
  auto const found = std::ranges::find(classes_, place_class, &class_shape::place_class);
  if (found == classes_.end()) {
    return std::nullopt;
  }
  auto const position = static_cast<std::size_t>(found - classes_.begin());
  return cells_[cell(position, std::to_underlying(from), std::to_underlying(to))].load(
      std::memory_order_relaxed);
}

void free_counts::change(std::size_t class_position,
                         stretch gap,
                         stretch taken,
                         std::int32_t step) {
  auto const gap_to = std::to_underlying(gap.to);
  auto const taken_from = std::to_underlying(taken.from);
  for (auto f = std::to_underlying(gap.from); f < std::to_underlying(taken.to); ++f) {
    for (auto t = static_cast<std::uint16_t>(std::max(f, taken_from) + 1U); t <= gap_to; ++t) {
      auto& value = cells_[cell(class_position, f, t)];
      // One writer: a plain load and store is enough, and cheaper than a locked instruction.
      value.store(static_cast<std::uint16_t>(value.load(std::memory_order_relaxed) + step),
                  std::memory_order_relaxed);
    }
  }
  // After the counts, with release; readers take the version before the counts, with acquire. So
  // whoever has read the new version reads all of the change, and whoever has read any less of it
  // holds the old version, which is over as soon as this store is seen. That is at the latest when
  // anybody is told of the change: what the writer does next (hand the record to the journal, the
  // answer to its client) comes after this store, for other threads too. The other way round, a
  // reader between the two stores would keep old counts under the new version for good.
  version_.store(version_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

void free_counts::take(std::size_t class_position, stretch gap, stretch taken) {
  change(class_position, gap, taken, -1);
}

void free_counts::give(std::size_t class_position, stretch gap, stretch given) {
  change(class_position, gap, given, +1);
}

}  // namespace chepiao
