#pragma once

#include <cstdint>
#include <vector>

#include "sim/dice.h"
#include "sim/play.h"
#include "sim/stage.h"
#include "sim/steps.h"
#include "sim/weather.h"

namespace chepiao::sim {

// Thinks up a seed step by step, looking at the stage on which it is played: all chance is here.
class director {
 public:
  director(std::uint64_t seed, on_step tell);

  // How the story begins; without steps.
  script const& head() const { return head_; }

  // Some more steps, and among them so many new wishes.
  void round(stage&, std::uint64_t fresh_wishes);
  std::uint64_t draw_fresh_wishes() { return chance_.below(4); }

 private:
  struct sending {
    send what;
    std::uint64_t not_before = 0;  // round
  };

  void write(stage&, step const&);
  bool happens(std::uint64_t per_mille) { return chance_.below(1000) < per_mille; }

  void pass_time(stage&);
  void pass_to_an_edge(stage&);
  void trouble_process(stage&);
  void trouble_disk(stage&);
  void trouble_snapshots(stage&);
  void think_of_wish(stage&);
  void grow_impatient(stage&);
  void deliver(stage&);
  void look(stage&);
  void post(stage&, wish_number);
  void post_payment(stage&, wish_number);
  doom draw_doom();

  // wishes.cc
  wish draw_wish(stage const&);
  hold_wish draw_hold(stage const&);
  refund_wish draw_refund(wish_number);
  leg_wish draw_leg(stage const&);
  void name_seats(leg_wish&, std::size_t people);
  struct owned_order {
    wish_number order = 0;
    std::uint64_t account = 0;
  };
  owned_order any_order(stage const&);
  std::uint64_t any_account() { return 1 + chance_.below(weather_.accounts); }

  dice chance_;
  weather weather_;
  script head_;
  on_step tell_;
  std::vector<sending> on_the_way_;
  wish_number wishes_ = 0;
  std::uint64_t rounds_ = 0;
  std::uint64_t lives_seen_ = 0;
  std::uint64_t slow_until_ = 0;     // rounds
  std::uint64_t stopped_until_ = 0;  // the clock
  std::uint64_t full_until_ = 0;
  bool zombie_ = false;
  bool full_ = false;
};

terms draw_terms(dice&);

}  // namespace chepiao::sim
