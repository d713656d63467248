#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/ids.h"
#include "identity/identity.h"

namespace chepiao {

// The travellers of late, all of them durable in the database: between `max` and 2 x `max` of them,
// so that who travels often costs no query and no write. Any thread.
class recent_travellers {
 public:
  explicit recent_travellers(std::size_t max) : max_{max} {}

  bool contains(passenger_id) const;
  std::optional<masked_traveller> find(passenger_id) const;
  void insert(passenger_id, masked_traveller);

 private:
  std::size_t const max_;
  mutable std::mutex mutex_;
  std::unordered_map<passenger_id, masked_traveller> newer_;
  std::unordered_map<passenger_id, masked_traveller> older_;
};

}  // namespace chepiao
