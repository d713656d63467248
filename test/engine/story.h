#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "test/engine/desk.h"
#include "test/support/small_world.h"

namespace chepiao::test {

// A story that a conductor can read, and the engine that has to agree with it. One step a line;
// what follows the arrow is what must happen. The day begins at 06:00, Sunday 2026-11-22.
//
//   departure G1 seats=4 stops=A,B,C at=08:00   the railway; also second=4 first=2 instead of
//   seats= limit unpaid=1 open=100 people=5 legs=4 hold=10min presale=15 keys=24h
//
//   alice hold G1 A-C                → held 01A
//   alice hold G1 A-C for 3          → held 01A 01B 01C          herself and two others
//   alice hold G1 A-C with bob,tim:child seats 01A,01B           named people, named seats
//   alice hold G1+3 A-C first        three days on (G1-3: ago); another class
//   alice hold G1 A-B , G2 B-C       two legs, all or nothing   → held 01A + 01A
//   crowd of 100 hold G1 A-C         → 90 held, 10 sold_out     a hundred accounts
//   alice pay | cancel               → ticketed | cancelled      her latest order
//   alice refund 1 2 | refund all    → returned 20.00, ticketed
//   bob pay alice's                  → unknown_order
//   alice order                      → ticketed
//   ... key k1                       under an idempotency key    → held 01A again
//   free G1 A-C                      → 3
//   after 10min        time 07:59        time +1 08:00
class story {
 public:
  explicit story(std::string_view text);

  // What did not happen as told, one line each.
  std::vector<std::string> run();
  // Everything that happened.
  std::vector<record> const& history() const { return desk_->history; }
  engine const& machine() const { return desk_->machine; }
  small_world const& world() const { return world_; }

 private:
  struct words;  // one step, read from left to right

  void add_departure(words&);
  void set_limits(words&);
  std::string step(words&);
  std::string act(std::string const& who, words&);
  std::string crowd(words&);
  std::string hold(std::string const& who, words&);
  std::string refund(std::string const& who, words&);
  std::string free(words&);
  void set_time(words&);
  std::vector<leg_request> legs(words&);
  leg_request leg(words&);
  std::vector<passenger_ref> people(std::string const& who, words&);
  order_id order_of(std::string const& who, words&);
  result<order_view> ask(command_body, words&);
  std::string told(result<order_view> const&) const;

  std::vector<std::string> lines_;
  small_world world_;
  std::unique_ptr<desk> desk_;
  std::map<std::string, order_id> latest_;
  std::uint64_t orders_ = 0;
};

}  // namespace chepiao::test
