#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/request.h"

namespace chepiao {

// Requests in the order in which they are decided: as they came, those in the passing lane before
// the others.
class lanes {
 public:
  void push(request&&);
  void push_passing(request&&);
  bool empty() const { return passing_.empty() && others_.empty(); }
  // Requires that it is not empty.
  request& next() { return first().next(); }
  void pop() { ++first().done; }

  // Takes over all that `fresh` holds if nothing is left here, else only who passes: those do not
  // wait until many others were decided.
  void refill(lanes& fresh);

 private:
  struct lane {
    std::vector<request> waiting;
    std::size_t done = 0;

    bool empty() const { return done == waiting.size(); }
    request& next() { return waiting[done]; }
    void take_from(lane& fresh);
  };
  lane& first() { return passing_.empty() ? others_ : passing_; }

  lane passing_;
  lane others_;
};

}  // namespace chepiao
