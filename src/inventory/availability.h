#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "inventory/stretch.h"

// What readers see of the stock: for each departure that was ever held from, a matrix of free
// counts by class and (from, to), kept exact by the single writer and read by any thread without a
// lock.

namespace chepiao {

class free_counts {
 public:
  struct class_shape {
    place_class_id place_class{};
    std::uint16_t seats = 0;
  };
  // All seats free. `segments` at least 1.
  free_counts(service_day day, std::uint16_t segments, std::vector<class_shape> const& classes);

  // Any thread. Nothing when the departure has no such class or no such stop. Requires from < to.
  std::optional<std::uint16_t> free(place_class_id, stop_index from, stop_index to) const;

  // Any thread. Another one after every change; no two objects of a process share any; never 0.
  // Who remembers what was read keeps the version from before reading: while it is the same, so are
  // the counts.
  std::uint64_t version() const { return version_.load(std::memory_order_acquire); }

  // Writer only: a seat of the class at position `class_position`, free on all of `gap`, is taken
  // on (given back on) a stretch within that gap: every pair inside the gap that meets the stretch
  // changes by one.
  void take(std::size_t class_position, stretch gap, stretch taken);
  void give(std::size_t class_position, stretch gap, stretch given);

  service_day day() const { return day_; }

 private:
  void change(std::size_t class_position, stretch gap, stretch taken, std::int32_t step);
  std::size_t cell(std::size_t class_position, std::uint16_t from, std::uint16_t to) const;

  service_day day_;
  std::uint16_t segments_;
  std::atomic<std::uint64_t> version_;
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

  // Any thread. Null: the departure was never held from as it now is (all its seats are free).
  free_counts const* find(departure_id) const;
  // Any thread. The version of its counts; 0 while find() gives null.
  std::uint64_t version(departure_id) const;

  // Writer only. Replaces what a departure 64 days earlier may have left; that one's counts stay
  // readable until the slot is replaced once more, 64 days later.
  void publish(departure_id, std::shared_ptr<free_counts const>);
  // Writer only. The departure is closed: its counts are found no more, and go when departures of
  // two days later are withdrawn; nobody reads for so long.
  void withdraw(departure_id);

 private:
  struct slot;
  std::size_t services_;
  std::unique_ptr<slot[]> slots_;
  std::deque<std::shared_ptr<free_counts const>> withdrawn_;
};

}  // namespace chepiao
