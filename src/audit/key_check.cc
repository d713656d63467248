#include "audit/key_check.h"

#include "base/hash.h"

namespace chepiao {

void key_check::use(command_identity const& identity, order_id answer, instant at, findings& out) {
  if (!known_.insert(identity.id).second) {
    out.add("command_decided_twice", "command " + to_hex(identity.id.value));
    return;
  }
  out.demand(at > forgotten_up_to_, "key_already_forgotten",
             "command " + to_hex(identity.id.value));
  in_order_.push_back({.at = at, .id = identity.id, .answer = answer});
  ++answers_[answer];
}

void key_check::forget(keys_forgotten const& e, instant at, findings& out) {
  out.demand(e.up_to < at, "forgets_the_future", to_rfc3339_utc(e.up_to));
  out.demand(e.up_to >= forgotten_up_to_, "forgets_backwards", to_rfc3339_utc(e.up_to));
  forgotten_up_to_ = std::max(forgotten_up_to_, e.up_to);
  while (!in_order_.empty() && in_order_.front().at <= e.up_to) {
    known_.erase(in_order_.front().id);
    auto const answer = answers_.find(in_order_.front().answer);
    if (--answer->second == 0) {
      answers_.erase(answer);
    }
    in_order_.pop_front();
  }
}

}  // namespace chepiao
