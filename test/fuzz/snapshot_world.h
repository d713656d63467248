#pragma once

#include "test/support/small_world.h"

namespace chepiao::fuzz {

// The railway whose states are loaded.
inline test::small_world const& snapshot_world() {
  static auto const made = [] {
    auto out = test::small_world{};
    out.add({.number = "G1",
             .stops = {"A", "B", "C", "D"},
             .classes = {{.code = "second", .seats = 10}, {.code = "first", .seats = 2}}});
    out.finish();
    return out;
  }();
  return made;
}

}  // namespace chepiao::fuzz
