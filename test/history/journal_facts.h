#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "test/history/operation.h"

namespace chepiao::history {

// Where a record stands: row of the journal, and place within the row.
struct place {
  std::uint64_t seq = 0;
  std::uint32_t index = 0;
  friend auto operator<=>(place const&, place const&) = default;
};

// What the journal says of one command that had a key.
struct fact {
  place at;
  std::string key = {};  // hash over account and Idempotency-Key, in hex
  action what{};
  std::string order = {};
  // Of holds:
  std::uint64_t account = 0;
  std::string departure = {};  // of all tickets; empty when they differ
  unsigned place_class = 0;
  int from = 0;
  int to = 0;
  std::vector<std::string> seats = {};
};

struct facts {
  std::vector<fact> commands;                                     // in order
  std::map<std::pair<std::string, unsigned>, unsigned> capacity;  // seats by departure and class
  std::uint64_t records = 0;
};

// Of a stopped server's data folder. Throws journal::corrupt_journal and what opening it throws.
facts read_facts(std::filesystem::path const& data_folder);

// How the API names a command: a hash over its account and key.
std::string key_of(std::uint64_t account, std::string const& key);

}  // namespace chepiao::history
