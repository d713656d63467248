#pragma once

#include <filesystem>
#include <functional>
#include <string>

// A failed CHECK ends its process, so seeds are played in processes of their own.

namespace chepiao::sim {

// What came of it: empty when all was well; else what was wrong, or how the process died.
using playing = std::function<void()>;
std::string play_apart(playing const&);

// Where children may keep files; made before the first is forked.
void set_scratch(std::filesystem::path const&);
// The same for a child that was forked elsewhere: takes a folder of its own there.
void settle_in_scratch();

// Ends this process by a signal when it has used so much of the processor from now on: a seed that
// goes round in circles. Not by the clock, which goes on while others have the processor.
void end_after_processor_seconds(int);

// The failure without what differs from seed to seed: numbers and names.
std::string kind_of_failure(std::string const&);

}  // namespace chepiao::sim
