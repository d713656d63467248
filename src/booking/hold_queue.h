#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <utility>

#include "base/instant.h"

namespace chepiao {

// Unpaid orders by deadline. Holds are mostly made in the order in which they expire, and mostly
// end before: an entry that ended stays until it comes to the front. `holds(entry)` tells whether
// one still stands; it must be asked in every call with the book as it then is.
class hold_queue {
 public:
  struct entry {
    instant expires_at{};
    std::uint32_t order = 0;  // slot
    friend auto operator<=>(entry const&, entry const&) = default;
  };

  void add(entry e) {
    if (in_order_.empty() || !(e < in_order_.back())) {
      in_order_.push_back(e);
    } else {
      early_.insert(e);  // the time to pay was shortened meanwhile
    }
  }

  // Drops what ended at the front, so that front() stands.
  template <typename Holds>
  void settle(Holds const& holds) {
    while (!in_order_.empty() && !holds(in_order_.front())) {
      in_order_.pop_front();
    }
    while (!early_.empty() && !holds(*early_.begin())) {
      early_.erase(early_.begin());
    }
  }

  bool empty() const { return in_order_.empty() && early_.empty(); }
  // The next to expire. Requires that it is not empty.
  entry front() const {
    if (early_.empty()) {
      return in_order_.front();
    }
    return in_order_.empty() ? *early_.begin() : std::min(*early_.begin(), in_order_.front());
  }

  // Calls visit(order) for those that stand and whose deadline has come, in order of deadline, as
  // long as it returns true.
  template <typename Holds, typename Visit>
  void visit_due(instant now, Holds const& holds, Visit const& visit) const {
    auto early = early_.begin();
    auto in_order = in_order_.begin();
    for (;;) {
      auto const take_early =
          early != early_.end() && (in_order == in_order_.end() || *early < *in_order);
      if (!take_early && in_order == in_order_.end()) {
        return;
      }
      auto const& next = take_early ? *early++ : *in_order++;
      if (next.expires_at > now) {
        return;
      }
      if (holds(next) && !visit(next.order)) {
        return;
      }
    }
  }

 private:
  std::deque<entry> in_order_;
  std::set<entry> early_;
};

}  // namespace chepiao
