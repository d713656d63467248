#pragma once

#include <filesystem>
#include <map>
#include <stdexcept>

#include "base/ids.h"
#include "test/crash/life.h"
#include "test/crash/order_facts.h"
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
  std::map<order_id, order_fact> orders;
};

// What the whole journal says of the orders. Demands that recovery says the same as a straight
// fold, and that the independent checker finds nothing. Nobody has the folder open.
order_facts facts_of(script const&, std::filesystem::path const& folder);

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
