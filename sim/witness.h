#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>

#include "engine/engine.h"
#include "inventory/availability.h"
#include "ledger/ledger.h"
#include "sim/attempt.h"
#include "sim/model.h"
#include "sim/promises.h"
#include "sim/sights.h"

namespace chepiao::sim {

// Stands beside the process and outlives it: knows what was decided, what of that is durable, and
// what was told. Everything here throws wrong.
class witness {
 public:
  witness(railway const& r, terms const& t) : railway_{r}, live_{r, t}, settled_{r, t} {}

  // Before a command is decided: fills in what must be answered.
  void expect(attempt&, instant now) const;
  void expect(order_read&) const;
  void expect(seats_read&, instant now) const;
  // While the disk is full: an order that waits for room, and any other.
  static void expect_stuck(order_read&);
  void expect_without_room(order_read&) const;
  // After it was: the records that appeared.
  void decided(attempt&, std::span<record const>);
  // Timers' records; timers_ran: nothing more is due now.
  void timers_began(std::span<record const>, instant now);
  void timers_ran(std::span<record const>, instant now);

  // The oldest records are being appended; they were not, for want of room; they are durable.
  void appending(std::size_t records) { in_flight_ = records; }
  void not_written() { in_flight_ = 0; }
  void durable(std::size_t records);
  // A new life begins on a journal with so many records: all that were durable, and perhaps those
  // that were being appended. What was not durable is gone.
  void revived(std::uint64_t records_in_journal);
  // From here on it is sold by these.
  void change(terms const&);
  // From here on `storage_full` and `stopping` may be answered.
  void trouble_begins(std::string_view what);

  // To be called at the moment when the answer leaves.
  void told(attempt const&, result<reply> const&);
  void told(order_read const&, result<order_view> const&);
  void told(seats_read const&, result<seat_map_view> const&);

  // Do readers see what is decided?
  void demand_counts(availability const&, departure_id) const;
  // After a recovery: is this what was durable, and all that was promised?
  void demand_recovered(engine const&, availability const&, instant now) const;
  // At the end, when time for everything has passed.
  void demand_at_rest(instant now);
  // When the last journey is over for good nothing is left in memory.
  void demand_empty(engine const&) const;
  void demand_money(ledger const&) const;

  std::uint64_t told_hash() const { return told_hash_; }
  sights const& seen() const { return seen_; }
  model const& live() const { return live_; }
  std::uint64_t records() const { return durable_; }

 private:
  void fold(record const&, command_body const* asked);
  void demand_durable(std::uint64_t number) const;
  void note(std::uint64_t, std::string_view sight);

  railway const& railway_;
  model live_;
  model settled_;  // of what is durable only
  promises promises_;
  std::deque<record> pending_;  // decided, not durable
  std::uint64_t decided_ = 0;
  std::uint64_t durable_ = 0;
  std::uint64_t in_flight_ = 0;  // the oldest of pending_
  bool trouble_ = false;
  std::uint64_t told_hash_ = 0;
  sights seen_;
};

}  // namespace chepiao::sim
