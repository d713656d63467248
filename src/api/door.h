#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "http/server.h"
#include "pipeline/pipeline.h"

namespace chepiao::api {

// Turns requests away before they cost anything, the less urgent first: all while the deciding
// thread's queue has no room for them; and when connections wait too long until a thread of the
// server looks at them, as many as are too many: of 225 ms where 150 are allowed every third. (All
// of them would leave the server idle until they come again.) Who pays is never turned away here.
class door {
 public:
  explicit door(pipeline& sales) : sales_{sales} {}

  // The same route, answering `overloaded` while there is no room.
  http::route guarded(urgency, http::route);

  // Turned away because connections waited, by urgency. Any thread.
  std::uint64_t turned_away(urgency u) const {
    return late_[static_cast<std::size_t>(u)].load(std::memory_order_relaxed);
  }

 private:
  bool is_shut(urgency, milliseconds lag);
  bool is_too_many(urgency, milliseconds lag);

  pipeline& sales_;
  std::array<std::atomic<std::uint64_t>, kUrgencies> asked_late_{};
  std::array<std::atomic<std::uint64_t>, kUrgencies> late_{};
};

}  // namespace chepiao::api
