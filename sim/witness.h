#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>

#include "engine/engine.h"
#include "inventory/availability.h"
#include "sim/attempt.h"
#include "sim/model.h"
#include "sim/promises.h"
#include "sim/sights.h"

namespace chepiao::sim {

// Stands beside the process and outlives it: knows what was decided, what of that is durable, and
// what was told. Everything here throws wrong.
class witness {
 public:
  witness(railway const& r, sale_limits const& limits)
      : railway_{r}, live_{r, limits}, settled_{r, limits} {}

  // Before a command is decided: fills in what must be answered.
  void expect(attempt&, instant now) const;
  void expect(order_look&) const;
  void expect(seats_look&, instant now) const;
  // After it was: the records that appeared.
  void decided(attempt&, std::span<record const>);
  // Timers' records; timers_ran: nothing more is due now.
  void timers_began(std::span<record const>, instant now);
  void timers_ran(std::span<record const>, instant now);

  // The oldest records that were not durable now are.
  void durable(std::size_t records);
  // The process is gone, and what was not durable with it.
  void died();

  // To be called at the moment when the answer leaves.
  void told(attempt const&, result<reply> const&);
  void told(order_look const&, result<order_view> const&);
  void told(seats_look const&, result<seat_map_view> const&);

  // After a recovery: is this what was durable, and all that was promised?
  void demand_recovered(engine const&, availability const&, instant now) const;
  // At the end, when time for everything has passed.
  void demand_at_rest(instant now) const;

  std::uint64_t told_hash() const { return told_hash_; }
  sights const& seen() const { return seen_; }

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
  std::uint64_t told_hash_ = 0;
  sights seen_;
};

}  // namespace chepiao::sim
