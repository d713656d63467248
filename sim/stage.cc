#include "sim/stage.h"

#include <utility>

#include "sim/demand.h"
#include "sim/tampering.h"

namespace chepiao::sim {
namespace {

constexpr auto kDaysSeen = 30;  // readers' counts are kept for 64 days, then the slot is another's

}  // namespace

stage::stage(railway const& line, script const& head, sabotage harm)
    : line_{line},
      head_{.first = head.first,
            .batch_records_max = head.batch_records_max,
            .journal = head.journal,
            .steps = {}},
      harm_{harm},
      in_force_{head.first},
      keys_kept_{head.first.limits.key_lifetime},
      kept_{.journal = make_disk(head.journal), .files = {}},
      observer_{line, in_force_},
      people_{line},
      around_{.line = line_,
              .in_force = in_force_,
              .batch_records_max = head.batch_records_max,
              .kept = kept_,
              .observer = observer_,
              .harm = harm} {
  start();
}

void stage::play(step const& s) {
  try {
    std::visit([&](auto const& what) { act(what); }, s);
  } catch (crashed const& c) {
    ++history_.crashes;
    ++history_.seen[std::string{c.how}];
    bury();
    start();
  }
}

// ---- buyers

void stage::act(wish const& w) {
  people_.want(w);
}

void stage::deliver(std::shared_ptr<attempt> const& a) {
  if (a == nullptr) {
    return;
  }
  ++history_.commands;
  server_->take(a, [this](attempt const& told, result<reply> const& r) {
    observer_.told(told, r);
    people_.heard(told, r, keys_kept_);
  });
}

void stage::act(send const& s) {
  if (s.when == send::timing::after_timers) {
    server_->turn(clock_);
  } else {
    server_->advance(clock_);
    ++history_.seen["timers late"];
  }
  auto sent = s;
  if (observer_.live().has_left(people_.order_of(s.drawn))) {
    sent.drawn = 0;  // only the journal knows that it was drawn before; 128 bits must suffice
  }
  deliver(people_.attempt_of(sent));
}

void stage::act(look_order const& s) {
  server_->turn(clock_);
  server_->take(order_read{.order = people_.order_of(s.order), .account = account_id{s.account}});
}

void stage::act(look_seats const& s) {
  server_->turn(clock_);
  auto const leg = people_.leg_of(s.leg);
  if (std::abs(leg.departure.day - day_of(clock_)) < kDaysSeen) {
    observer_.demand_counts(server_->seats(), leg.departure);
  }
  server_->take(seats_read{.leg = leg});
}

// ---- time

void stage::move_clock_to(instant at) {
  if (at > clock_) {
    history_.lasted += at - clock_;
    clock_ = at;
  }
}

void stage::act(pass const& s) {
  history_.seen["clock set back"] += s.by < milliseconds{0} ? 1 : 0;
  history_.lasted += std::max(s.by, milliseconds{0});
  clock_ += s.by;
}

void stage::act(pass_to_deadline const& s) {
  auto const& orders = observer_.live().orders();
  if (auto const o = orders.find(people_.order_of(s.order)); o != orders.end()) {
    ++history_.seen["at a deadline"];
    move_clock_to(o->second.expires_at + s.beyond);
  }
}

void stage::act(pass_to_departure const& s) {
  ++history_.seen["at a departure"];
  auto const day = day_of(kStart) + s.day;
  move_clock_to(line_.departs({service_id{s.line}, day}, s.stop) + s.beyond);
}

// ---- the process

void stage::act(seal const&) {
  server_->turn(clock_);
  server_->seal();
}

void stage::act(flush const&) {
  server_->turn(clock_);
  server_->flush();
}

void stage::act(take_snapshot const&) {
  server_->want_snapshot();
  server_->turn(clock_);
}

void stage::act(write_snapshot const&) {
  server_->write_snapshot();
}

void stage::act(stop const& s) {
  server_->turn(clock_);
  server_->want_snapshot();
  server_->turn(clock_);
  server_->flush_all();
  if (server_->without_room()) {
    server_->abandon();
  } else {
    demand_same_root();
    server_->write_snapshot();
  }
  ++history_.seen["proper stop"];
  server_.reset();
  if (s.then) {
    ++history_.seen["decided by other rules"];
    in_force_ = *s.then;
    observer_.change(in_force_);
    keys_kept_ = std::min(keys_kept_, in_force_.limits.key_lifetime);
  }
  start();
}

void stage::act(kill const&) {
  throw crashed{"killed"};
}

void stage::act(doom const& s) {
  if (s.where == crash_point::recovery) {
    doomed_start_ = s.where;
  } else {
    server_->die_at(s);
  }
}

void stage::act(takeover const&) {
  if (head_.journal != medium::rows) {
    throw crashed{"killed"};  // two processes cannot have the file open
  }
  ++history_.takeovers;
  zombie_ = std::move(server_);
  start();
}

void stage::act(zombie_wakes const&) {
  if (auto const old = std::exchange(zombie_, nullptr)) {
    old->wake_as_zombie();
  }
}

// ---- the disk

void stage::act(lose_power const& s) {
  ++history_.crashes;
  ++history_.seen["power lost"];
  kept_.journal->freeze();
  server_.reset();
  zombie_.reset();
  kept_.journal->lose(s);
  start();
}

void stage::act(fail_append const& s) {
  ++history_.seen["disk told to fail"];
  observer_.trouble_begins("disk fails soon");
  kept_.journal->fail(s);
}

void stage::act(fill_disk const&) {
  kept_.journal->set_full();
}

void stage::act(free_disk const&) {
  kept_.journal->heal();
}

void stage::act(spoil_snapshot const& s) {
  ++history_.seen["snapshot spoilt at rest"];
  kept_.files.spoil(s);
}

void stage::act(copy_snapshots const&) {
  kept_.files.copy();
}

void stage::act(restore_snapshots const&) {
  ++history_.seen["snapshots restored from a copy"];
  kept_.files.restore();
}

void stage::act(tamper const& s) {
  auto const what = demand_refused(s, line_.rules(in_force_), server_->log(), kept_.files);
  if (!what.empty()) {
    ++history_.seen["refused: " + std::string{what}];
  }
}

}  // namespace chepiao::sim
