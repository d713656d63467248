#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "booking/rules.h"
#include "command/command.h"
#include "command/reply.h"
#include "event/record.h"
#include "inventory/availability.h"

namespace chepiao {

// The single writer's whole state. Pure: time and random numbers arrive in the arguments.
// decide() says what would happen; only apply() changes anything.
class engine {
 public:
  // `published` receives the free counts of departures as they open, if they have the layout that
  // the timetable gives them; it outlives the engine. May be null.
  engine(selling_rules, availability* published);
  ~engine();
  engine(engine&&) noexcept;

  // What a command leads to. A replayed command has no record: nothing new happened.
  struct decision {
    std::optional<record> happened;
    std::optional<recorded_result> answer;  // of commands that answer with an order
    bool replayed = false;
  };
  result<decision> decide(command const&, instant now) const;

  // Folds one record. A record that does not fit the state is a bug or corruption: CHECK.
  void apply(record const&);

  // The order as it was told with this answer. CHECKs that the order exists.
  order_view view(recorded_result const&) const;
  result<order_view> find_order(order_id, account_id) const;
  result<seat_map_view> seat_map(
      departure_id, place_class_id, stop_index from, stop_index to, instant now) const;

  // When the next timer command (expire_holds, forget_keys, close_departures, settle_orders) is
  // due, and that command.
  struct due_timer {
    instant at{};
    command_body body;
  };
  std::optional<due_timer> next_due() const;

  // The whole state as bytes, the same for the same history, and back. load() throws corrupt_bytes.
  void save(byte_writer&) const;
  void load(byte_reader&);
  // Hash of save(): equal for live, recovered and restored state.
  digest256 state_root() const;

  // Departures with stock: what a re-import must keep.
  struct open_departure {
    departure_id departure;
    std::uint64_t layout = 0;
    std::size_t live_tickets = 0;
  };
  std::vector<open_departure> open_departures() const;  // in order of id

  struct figures {
    std::uint64_t departures = 0;
    std::uint64_t orders = 0;
    std::uint64_t live_tickets = 0;
    std::uint64_t keys = 0;
  };
  figures count() const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace chepiao
