#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "test/crash/door.h"

namespace chepiao::crash {

// One call that changed something on disk, or flushed it.
struct op {
  door_call call{};
  std::uint64_t handle = 0;  // write, sync, truncate: as opened
  std::string path{};        // within the folder
  std::string to{};          // rename
  int flags = 0;             // open
  std::vector<std::byte> bytes{};
  std::uint64_t offset = 0;  // write; truncate: the new length
  bool failed = false;       // sync: what was to be flushed never will be
};

// What is done to one call, counted from 1 over all calls on the folder since tape_start, the reads
// too.
enum class harm : std::uint8_t { none, fail, cut_short, cut_short_then_full };
struct fault {
  harm how = harm::none;
  int code = 0;                 // errno of harm::fail
  std::uint64_t at = 0;         // the call
  std::uint64_t for_calls = 1;  // it and as many as follow
};

// Everything that happens to the files below `folder` from now on, on one tape of the process.
void tape_start(std::string const& folder, fault = {});
void tape_stop();
// The process is dead: it changes nothing any more, whatever its destructors try.
void tape_die();
std::vector<op> tape_take();

std::uint64_t tape_ops();      // on the tape
std::uint64_t tape_calls();    // since the start, reads and failed ones too
bool tape_harmed();            // the fault was reached
door_call tape_harmed_call();  // what it hit
std::string tape_harmed_path();
// The kinds of all calls since the start, in order.
std::vector<door_call> tape_kinds();
std::string_view name_of(door_call);

}  // namespace chepiao::crash
