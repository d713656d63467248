#include "pipeline/snapshot_file.h"

#include "base/bytes.h"
#include "base/check.h"
#include "engine/engine.h"
#include "test/fuzz/fuzz.h"
#include "test/fuzz/snapshot_world.h"

// A snapshot's file, and the engine's state behind its checksum: loaded whole or refused as
// damaged, and a state that loads is saved as the same bytes.

namespace chepiao::fuzz {
namespace {

void load_state(std::span<std::byte const> bytes) {
  auto seats = availability{snapshot_world().schedule.services.size()};
  auto loaded = engine{snapshot_world().rules(), &seats};
  auto in = byte_reader{bytes};
  loaded.load(in);
  auto saved = byte_writer{};
  loaded.save(saved);
  auto again = engine{snapshot_world().rules(), nullptr};
  auto second = byte_reader{saved.bytes()};
  again.load(second);
  CHECK(second.at_end());
  CHECK(again.state_root() == loaded.state_root());
}

void parse_file(std::string_view input) {
  auto const seen = parse_snapshot(bytes_of(input));
  CHECK(text_of(to_bytes(seen)) == input);
}

template <typename Try>
void refused_or_fine(Try const& attempt) {
  try {
    attempt();
  } catch (corrupt_bytes const&) {
    return;
  }
}

}  // namespace

void try_input(std::string_view input) {
  refused_or_fine([&] { load_state(bytes_of(input)); });
  refused_or_fine([&] { parse_file(input); });
}

}  // namespace chepiao::fuzz
