#pragma once

#include <cstddef>
#include <vector>

#include "test/history/journal_facts.h"
#include "test/history/linearizable.h"
#include "test/history/operation.h"

namespace chepiao::history {

// A history cut into the games that know nothing of each other: place classes of departures.
struct games {
  std::vector<game> each;
  std::size_t steps = 0;
  std::size_t left_out = 0;  // operations that no model judges: other refusals, orders of two legs
};

// The journal tells only what clients cannot know: how many seats there are, and, of operations
// that were never answered, whether they happened and with which seats.
games cut(std::vector<operation> const&, facts const&, std::int64_t hold_time_ns);

}  // namespace chepiao::history
