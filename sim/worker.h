#pragma once

#include "sim/crew.h"

namespace chepiao::sim {

// Plays every stride-th seed from this one on and says on `out`, line by line:
//   at SEED              it begins
//   failed SEED WHAT
//   sum N N N ...        the figures of tally, since the last such line
//   sight N NAME         likewise
// until the last seed, or the time (steady clock, seconds) is over; 0: never.
void play_many(
    railway const&, job const&, std::uint64_t from, std::uint64_t stride, double until, int out);

// Folds a line of figures in. False when it is of another kind.
bool add_line(tally&, std::string const& line);

}  // namespace chepiao::sim
