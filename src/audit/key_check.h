#pragma once

#include <deque>
#include <set>
#include <unordered_map>

#include "audit/findings.h"
#include "event/record.h"

namespace chepiao {

// A command is decided once: its identity appears once until it is forgotten, oldest first.
class key_check {
 public:
  void use(command_identity const&, order_id answer, instant at, findings&);
  void forget(keys_forgotten const&, instant at, findings&);
  std::size_t size() const { return known_.size(); }
  bool answers_with(order_id order) const { return answers_.contains(order); }

 private:
  struct used {
    instant at{};
    command_id id;
    order_id answer;
  };
  std::set<command_id> known_;
  std::deque<used> in_order_;
  std::unordered_map<order_id, int> answers_;  // how many keys answer with the order
  instant forgotten_up_to_{instant::min()};
};

}  // namespace chepiao
