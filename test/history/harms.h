#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "test/history/journal_facts.h"
#include "test/history/operation.h"

namespace chepiao::history {

// A recorded history, with its journal; correct until it is harmed.
struct recorded {
  std::vector<operation> seen;
  facts journal;
  std::int64_t hold_time = 0;  // ns
};

// Which checker can see such a harm at all: one compares with the journal, the other looks at
// whether the answers make sense, whatever the journal says.
enum class seen_by : std::uint8_t { log, search, both };

struct harm {
  std::string_view name;
  seen_by by{};
  // Makes the history surely wrong; false: it offers no chance for this harm.
  bool (*inflict)(recorded&, std::mt19937_64&);
};

std::vector<harm> const& all_harms();

}  // namespace chepiao::history
