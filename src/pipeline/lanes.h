#pragma once

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "pipeline/request.h"
#include "pipeline/urgency.h"

namespace chepiao {

// Requests in the order in which they are decided: the urgent before the others, those of one
// urgency as they came.
class lanes {
 public:
  void push(request&&);
  bool empty() const;
  // Requires that it is not empty.
  request& next();
  void pop();

  // Takes over all that `fresh` holds if nothing is left here, else only who pays: those do not
  // wait until many others were decided.
  void refill(lanes& fresh);

 private:
  struct lane {
    std::vector<request> waiting;
    std::size_t done = 0;

    bool empty() const { return done == waiting.size(); }
    void swap_with(lane& fresh);
  };
  lane& first();

  std::array<lane, kUrgencies> of_;
};

}  // namespace chepiao
