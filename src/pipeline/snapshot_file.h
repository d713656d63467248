#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.h"
#include "journal/journal.h"

namespace chepiao {

// A snapshot as bytes; the format is in docs/journal-format.md.
struct snapshot {
  std::uint32_t book = 1;
  journal::position at;  // the row after which this was the state
  digest256 state_root{};
  std::span<std::byte const> state;
};

std::vector<std::byte> to_bytes(snapshot const&);

// The state points into the bytes. Throws corrupt_bytes when they are not whole.
snapshot parse_snapshot(std::span<std::byte const>);

}  // namespace chepiao
