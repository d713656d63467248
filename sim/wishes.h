#pragma once

#include <vector>

#include "command/command.h"
#include "sim/dice.h"
#include "sim/settings.h"

namespace chepiao::sim {

// Draws what buyers want, right and wrong.
class wishes {
 public:
  wishes(settings const& s, railway const& r, dice& d) : how_{s}, line_{r}, chance_{d} {}

  command_body next(instant clock);
  leg_request any_leg(instant clock);
  // An order that a buyer was told of, and its owner.
  struct owned_order {
    order_id order;
    account_id account{};
  };
  owned_order any_order();

  void learn(owned_order o) { known_.push_back(o); }

 private:
  hold_seats hold(instant clock);
  void name_seats(leg_request&, std::size_t people);
  refund_tickets refund();
  account_id any_account() { return account_id{1 + chance_.below(how_.accounts)}; }

  settings const& how_;
  railway const& line_;
  dice& chance_;
  std::vector<owned_order> known_;
  std::uint64_t holds_ = 0;
};

}  // namespace chepiao::sim
