#include "sim/stage.h"

#include <utility>

#include "audit/audit.h"
#include "sim/demand.h"
#include "sim/journal_fold.h"
#include "sim/tampering.h"

namespace chepiao::sim {
namespace {

constexpr auto kCalmRoundsMax = 20;
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
  deliver(people_.attempt_of(s));
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

// The process is gone.
void stage::bury() {
  kept_.journal->freeze();
  server_.reset();
  kept_.journal->heal();
}

void stage::start() {
  kept_.journal->heal();
  auto const newest = kept_.files.newest_whole();
  while (server_ == nullptr) {
    try {
      server_ =
          std::make_unique<node>(around_, clock_, std::exchange(doomed_start_, crash_point::none));
    } catch (crashed const& c) {
      ++history_.crashes;
      ++history_.seen[std::string{c.how}];
    }
  }
  ++history_.lives;
  note_recovery();
  demand(server_->recovered().snapshot_seq == (newest.empty() ? 0 : std::stoull(newest)),
         "recovered from snapshot {}, the newest whole one is {}",
         server_->recovered().snapshot_seq, newest);
  observer_.revived(records_in(server_->log()));
  observer_.demand_recovered(server_->state(), server_->seats(), server_->now());
  demand_same_root();
}

void stage::note_recovery() {
  auto const& found = server_->recovered();
  ++history_
        .seen[found.snapshot_seq > 0 ? "recovered from a snapshot" : "recovered from the journal"];
  history_.seen["snapshots passed over"] += found.notes.size();
}

// Nothing waits to be written.
void stage::demand_same_root() {
  demand(server_->state().state_root() == root_of(server_->log(), line_.rules(in_force_)),
         "the live state is another than that of the journal alone");
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

// ---- the end

void stage::settle() {
  zombie_.reset();
  kept_.journal->heal();
  server_->die_at({});
  server_->flush();  // what waited for room
  for (auto round = 0; round < kCalmRoundsMax; ++round) {
    server_->turn(clock_);
    for (auto const n : people_.waiting()) {
      deliver(people_.attempt_of({.number = n}));
    }
    server_->flush_all();
    if (people_.waiting().empty()) {
      break;
    }
  }
  demand(people_.waiting().empty(), "{} buyers never got an answer", people_.waiting().size());
  clock_ = std::max(clock_, server_->now()) + in_force_.limits.hold_time +
           in_force_.limits.key_lifetime + seconds{61};
  for (auto const& [id, o] : observer_.live().orders()) {
    clock_ = o.status == order_status::reserved ? std::max(clock_, o.expires_at) : clock_;
  }
  server_->turn(clock_);
  server_->flush_all();
  observer_.demand_at_rest(server_->now());
}

void stage::demand_end() {
  observer_.demand_recovered(server_->state(), server_->seats(), server_->now());
  demand_same_root();
  observer_.demand_money(ledger_of(server_->log()));
  auto const report = audit(server_->log());
  demand(report.clean(), "the audit found {}",
         report.findings.empty() ? "something"
                                 : report.findings[0].code + ": " + report.findings[0].detail);
  demand(report.records == observer_.records(), "the audit read another number of records");
  history_.records = report.records;
}

history stage::finish() {
  try {
    settle();
  } catch (crashed const& c) {
    throw wrong{fmt::format("it {} on a sound disk", c.how)};
  }
  demand_end();
  history_.journal = server_->log().end().hash;
  history_.state_root = server_->state().state_root();
  history_.told = observer_.told_hash();
  for (auto const& [what, times] : observer_.seen()) {
    history_.seen[what] += times;
  }
  return history_;
}

}  // namespace chepiao::sim
