#include <utility>

#include "audit/audit.h"
#include "sim/demand.h"
#include "sim/journal_fold.h"
#include "sim/stage.h"

// How each life of the process begins, and how the story ends.

namespace chepiao::sim {
namespace {

constexpr auto kCalmRoundsMax = 20;

}  // namespace

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

// Long after the last journey: what is over has left memory, and the journal still tells of it.
void stage::let_everything_leave() {
  constexpr auto kSteps = 4;  // close; forget the last keys; let the orders go
  for (auto i = 0; i < kSteps; ++i) {
    clock_ = std::max(clock_, observer_.live().last_closing()) + in_force_.limits.key_lifetime +
             seconds{61};
    server_->turn(clock_);
    server_->flush_all();
  }
  observer_.demand_empty(server_->state());
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
  let_everything_leave();
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
