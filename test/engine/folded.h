#pragma once

#include <vector>

#include "base/bytes.h"
#include "engine/engine.h"
#include "test/support/small_world.h"

namespace chepiao::test {

// A new engine after all that happened, as the journal would give it back.
inline engine folded(small_world const& world, std::vector<record> const& history) {
  auto out = engine{world.rules(), nullptr};
  for (auto const& one : decode(encode(history))) {
    out.apply(one);
  }
  return out;
}

// A new engine from this one's snapshot.
inline engine reloaded(small_world const& world, engine const& saved) {
  auto bytes = byte_writer{};
  saved.save(bytes);
  auto out = engine{world.rules(), nullptr};
  auto in = byte_reader{bytes.bytes()};
  out.load(in);
  return out;
}

}  // namespace chepiao::test
