#pragma once

#include <deque>
#include <set>
#include <utility>

#include "audit/findings.h"
#include "event/record.h"

namespace chepiao {

// A command is decided once: its identity appears once until it is forgotten, oldest first.
class key_check {
 public:
  void use(command_identity const&, instant at, findings&);
  void forget(keys_forgotten const&, instant at, findings&);
  std::size_t size() const { return known_.size(); }

 private:
  std::set<command_id> known_;
  std::deque<std::pair<instant, command_id>> in_order_;
  instant forgotten_up_to_{instant::min()};
};

}  // namespace chepiao
