#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "audit/findings.h"
#include "event/event.h"

namespace chepiao {

// No seat is held or sold twice on any segment of a departure, and nothing outside what was opened.
class seat_check {
 public:
  // A departure may open again while no ticket of it is live; the newest opening bounds its seats.
  void open(departure_opened const&, findings&);
  // Its run is over: nothing is taken there any more.
  void close(departure_closed const&, instant at, findings&);
  bool is_closed(departure_id) const;
  // Requires nothing; what does not fit is a finding and is not taken.
  void take(held_ticket const&, ticket_id, findings&);
  void give(held_ticket const&, ticket_id, findings&);

  std::size_t departures() const { return departures_.size(); }
  std::size_t taken() const { return taken_; }

 private:
  struct use {
    stop_index from{};
    stop_index to{};
    ticket_id by;
  };
  struct opened {
    std::uint16_t stops = 0;
    instant closes_at{};
    bool closed = false;
    std::map<place_class_id, std::uint16_t> seats;
    std::map<std::pair<place_class_id, seat_index>, std::vector<use>> uses;
  };
  opened* fitting(held_ticket const&, ticket_id, findings&);

  std::unordered_map<departure_id, opened> departures_;
  std::size_t taken_ = 0;
};

}  // namespace chepiao
