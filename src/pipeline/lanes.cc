#include "pipeline/lanes.h"

#include <algorithm>

#include "base/check.h"

namespace chepiao {

void lanes::lane::swap_with(lane& fresh) {
  waiting.clear();
  done = 0;
  std::swap(waiting, fresh.waiting);
}

void lanes::push(request&& r) {
  auto const u = urgency_of(r);
  of_[static_cast<std::size_t>(u)].waiting.push_back(std::move(r));
}

bool lanes::empty() const {
  return std::ranges::all_of(of_, &lane::empty);
}

lanes::lane& lanes::first() {
  auto const found = std::ranges::find_if_not(of_, &lane::empty);
  CHECK(found != of_.end());
  return *found;
}

request& lanes::next() {
  auto& from = first();
  return from.waiting[from.done];
}

void lanes::pop() {
  ++first().done;
}

void lanes::refill(lanes& fresh) {
  auto const take_all = empty();
  for (auto i = std::size_t{0}; i < kUrgencies; ++i) {
    auto const pays = i == static_cast<std::size_t>(urgency::money);
    if (take_all || (pays && of_[i].empty())) {
      of_[i].swap_with(fresh.of_[i]);
    }
  }
}

}  // namespace chepiao
