#include "pipeline/lanes.h"

#include <utility>

namespace chepiao {

void lanes::lane::take_from(lane& fresh) {
  waiting.clear();
  done = 0;
  std::swap(waiting, fresh.waiting);
}

void lanes::push(request&& r) {
  others_.waiting.push_back(std::move(r));
}

void lanes::push_passing(request&& r) {
  passing_.waiting.push_back(std::move(r));
}

void lanes::refill(lanes& fresh) {
  auto const take_all = empty();
  if (passing_.empty()) {
    passing_.take_from(fresh.passing_);
  }
  if (take_all) {
    others_.take_from(fresh.others_);
  }
}

}  // namespace chepiao
