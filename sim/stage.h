#pragma once

#include <cstdint>
#include <memory>

#include "sim/buyers.h"
#include "sim/history.h"
#include "sim/node.h"
#include "sim/railway.h"
#include "sim/sabotage.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Plays steps: the product's own code in one thread, a naive model beside it. Draws nothing. All
// throw wrong (and what the product throws) when a check fails.
class stage {
 public:
  // The script's steps are not looked at.
  stage(railway const&, script const& head, sabotage);

  void play(step const&);
  // The faults end: everybody gets an answer, time passes for whatever has a deadline, and
  // everything is checked.
  history finish();

  // For who thinks up the next step.
  instant now() const { return clock_; }
  buyers const& people() const { return people_; }
  model const& sold() const { return observer_.live(); }
  terms const& in_force() const { return in_force_; }
  std::uint64_t lives() const { return history_.lives; }

 private:
  void act(wish const&);
  void act(send const&);
  void act(look_order const&);
  void act(look_seats const&);
  void act(pass const&);
  void act(pass_to_deadline const&);
  void act(pass_to_departure const&);
  void act(seal const&);
  void act(flush const&);
  void act(take_snapshot const&);
  void act(write_snapshot const&);
  void act(stop const&);
  void act(kill const&);
  void act(doom const&);
  void act(takeover const&);
  void act(zombie_wakes const&);
  void act(lose_power const&);
  void act(fail_append const&);
  void act(fill_disk const&);
  void act(free_disk const&);
  void act(spoil_snapshot const&);
  void act(copy_snapshots const&);
  void act(restore_snapshots const&);
  void act(tamper const&);

  void deliver(std::shared_ptr<attempt> const&);
  void move_clock_to(instant);
  void bury();
  void start();
  void note_recovery();
  void settle();
  void let_everything_leave();
  void demand_end();
  void demand_same_root();

  railway const& line_;
  script head_;
  sabotage harm_;
  terms in_force_;
  seconds keys_kept_;  // by all terms that were in force
  storage kept_;
  witness observer_;
  buyers people_;
  surroundings around_;
  std::unique_ptr<node> server_;
  std::unique_ptr<node> zombie_;
  crash_point doomed_start_ = crash_point::none;
  instant clock_ = kStart;
  history history_;
};

}  // namespace chepiao::sim
