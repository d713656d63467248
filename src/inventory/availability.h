#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/ids.h"

// What readers see of the stock: for each departure that was ever held from, a matrix of free counts by
// class and (from, to), kept exact by the single writer and read by any thread without a lock.

namespace chepiao {

class free_counts {
 public:
  struct class_shape {
    place_class_id place_class{};
    std::uint16_t seats = 0;
  };
  // All seats free. `segments` at least 1.
  free_counts(service_day day, std::uint16_t segments, std::vector<class_shape> const& classes);

  // Any thread. Nothing when the departure has no such class. Requires from < to <= segments.
  std::optional<std::uint16_t> free(place_class_id, stop_index from, stop_index to) const;

  // Writer only: a seat of the class at position `class_position`, free on [gap_from, gap_to), is taken on
  // (or given back on) [from, to) within that gap: every pair inside the gap that meets [from, to) changes.
  void take(std::size_t class_position, stop_index gap_from, stop_index gap_to, stop_index from, stop_index to);
  void give(std::size_t class_position, stop_index gap_from, stop_index gap_to, stop_index from, stop_index to);

  service_day day() const { return day_; }

 private:
  std::size_t cell(std::size_t class_position, std::uint16_t from, std::uint16_t to) const;

  service_day day_;
  std::uint16_t segments_;
  std::vector<class_shape> classes_;
  std::unique_ptr<std::atomic<std::uint16_t>[]> cells_;  // class-major, then the triangle from < to
};

// Where readers find them. Fixed in size: services x 64 days.
class availability {
 public:
  explicit availability(std::size_t services);
  ~availability();
  availability(availability const&) = delete;
  availability& operator=(availability const&) = delete;

  // Any thread. Nothing: the departure was never held from (all its seats are free). The counts stay alive
  // as long as the pointer is held.
  std::shared_ptr<free_counts const> find(departure_id) const;

  // Writer only. Replaces what a departure 64 days earlier may have left.
  void publish(departure_id, std::shared_ptr<free_counts const>);

 private:
  struct slot;
  std::size_t services_;
  std::unique_ptr<slot[]> slots_;
};

}  // namespace chepiao
