#pragma once

#include <filesystem>
#include <stdexcept>

#include "base/ids.h"
#include "test/crash/life.h"
#include "test/crash/script.h"

namespace chepiao::crash {

// Something is not as promised.
class broken_promise : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
inline void demand(bool holds, std::string const& what) {
  if (!holds) {
    throw broken_promise{what};
  }
}

// How the script ends when nothing goes wrong.
struct undisturbed {
  told_list heard;
  digest256 root{};  // of the whole journal's fold
};

// The root of a straight fold of the whole journal, without snapshots. Demands that recovery says
// the same and that the independent checker finds nothing. Nobody has the folder open.
digest256 folded_root(script const&, std::filesystem::path const& folder);

// Starts the program on what a crash left, and holds it to its promises: it starts; the recovered
// state is the journal's fold; the seats are those of the living orders; what was acknowledged is
// there once, with the same answer. Then the buyers go on where they were, and everything must end
// as if nothing had happened; the independent checker finds nothing.
struct examined {
  told_list heard;  // in this life
};
examined examine(script const&,
                 std::filesystem::path const& folder,
                 told_list const& acknowledged,
                 undisturbed const&);

}  // namespace chepiao::crash
