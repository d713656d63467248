#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "test/crash/examine.h"
#include "test/crash/script.h"
#include "test/crash/tally.h"
#include "test/crash/tape.h"

namespace chepiao::crash {

// The whole script on an empty folder, with everything the disk was asked for.
struct performance {
  std::vector<op> ops;
  std::vector<door_call> calls;
  undisturbed end;
};
performance perform(script const&, std::filesystem::path const& folder);

// Groups in order, with their snapshots and restarts; stops when the life is dead.
struct played {
  told_list heard;
  bool stopped = false;  // the process would have ended with code 70
  std::string failure;   // it did not start: why
};
played play_script(script const&, std::filesystem::path const& folder);

tally crash_points(script const&, performance const&, settings const&);
// The control: on a disk that does not flush, promises must be seen to break.
tally lying_disk(script const&, performance const&, settings const&);
tally io_errors(script const&, performance const&, settings const&);
tally damage(settings const&);

}  // namespace chepiao::crash
