#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "inventory/availability.h"
#include "inventory/seat_bits.h"
#include "inventory/seat_place.h"
#include "inventory/stretch.h"
#include "inventory/together.h"

namespace chepiao {

// How a single seat is chosen among those free on the stretch.
enum class seat_policy : std::uint8_t {
  first_fit,  // the lowest index
  best_fit,   // the one with the least free time around the stretch: keeps long gaps whole
};

// One departure's seats x segments. Per class and segment a bitset over seats: counting and finding
// work on whole words, and take no memory. Used by the single writer only; readers see free_counts.
class departure_stock {
 public:
  struct class_shape {
    place_class_id place_class{};
    std::uint16_t seats = 0;
  };

  departure_stock(service_day, std::uint16_t segments, std::span<class_shape const>);

  std::uint16_t segments() const { return segments_; }
  std::optional<std::size_t> class_position(place_class_id) const;
  std::uint16_t seats_in(std::size_t class_position) const;
  std::size_t classes() const { return classes_.size(); }
  place_class_id class_at(std::size_t position) const { return classes_[position].place_class; }

  bool is_free(std::size_t class_position, seat_index, stretch) const;
  std::uint16_t count_free(std::size_t class_position, stretch) const;
  // Bit i: seat i is taken somewhere on the stretch.
  std::vector<std::uint64_t> taken_mask(std::size_t class_position, stretch) const;

  // `wanted` seats for people who travel together: neighbours in one row, else one coach, else any.
  // `places` describes the class's seats in order; it may be empty (then any seats are chosen).
  // Nothing when fewer than `wanted` are free. CHECKs 1 <= wanted <= kTogetherMax.
  std::optional<chosen_seats> choose(std::size_t class_position,
                                     stretch,
                                     std::size_t wanted,
                                     std::span<seat_place const> places,
                                     seat_policy) const;

  // CHECK that the seat is free (taken) on all of the stretch.
  void take(std::size_t class_position, seat_index, stretch);
  void give(std::size_t class_position, seat_index, stretch);

  // What readers see; kept exact by take and give.
  std::shared_ptr<free_counts const> counts() const { return counts_; }

  std::size_t memory_bytes() const;

 private:
  struct class_stock {
    place_class_id place_class{};
    seat_bits bits;
  };

  seat_bits const& bits_of(std::size_t class_position) const;

  std::uint16_t segments_;
  std::vector<class_stock> classes_;
  std::shared_ptr<free_counts> counts_;
};

}  // namespace chepiao
