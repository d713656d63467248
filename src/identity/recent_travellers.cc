#include "identity/recent_travellers.h"

#include <utility>

namespace chepiao {

bool recent_travellers::contains(passenger_id id) const {
  auto const guard = std::lock_guard{mutex_};
  return newer_.contains(id) || older_.contains(id);
}

std::optional<masked_traveller> recent_travellers::find(passenger_id id) const {
  auto const guard = std::lock_guard{mutex_};
  for (auto const* generation : {&newer_, &older_}) {
    if (auto const found = generation->find(id); found != generation->end()) {
      return found->second;
    }
  }
  return std::nullopt;
}

void recent_travellers::insert(passenger_id id, masked_traveller traveller) {
  auto const guard = std::lock_guard{mutex_};
  if (newer_.size() >= max_) {
    older_ = std::exchange(newer_, {});
  }
  newer_.insert_or_assign(id, std::move(traveller));
}

}  // namespace chepiao
