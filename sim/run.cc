#include "sim/run.h"

#include <memory>

#include "audit/audit.h"
#include "sim/clients.h"
#include "sim/demand.h"

namespace chepiao::sim {
namespace {

constexpr auto kStart = instant{milliseconds{1'795'300'000'000}};
constexpr auto kCalmRoundsMax = 20;
constexpr auto kRequestsPerStep = std::uint64_t{4};

digest256 root_of_journal_alone(selling_rules const& rules, storage& kept) {
  auto alone = engine{rules, nullptr};
  auto log = journal::memory_log{kept.disk};
  log.read_after(0, [&](journal::row const& row) {
    if (row.kind == journal::row_kind::data) {
      for (auto const& one : decode(row.payload)) {
        alone.apply(one);
      }
    }
  });
  return alone.state_root();
}

// One seed from its first command to its last check.
class play {
 public:
  play(railway const& line, std::uint64_t seed, sabotage harm)
      : chance_{seed},
        how_{draw_settings(chance_)},
        observer_{line, how_.limits},
        around_{.line = line,
                .how = how_,
                .kept = kept_,
                .observer = observer_,
                .chance = chance_,
                .harm = harm},
        buyers_{around_} {}

  history run(std::uint64_t commands) {
    start();
    for (auto left = commands; left > 0;) {
      auto const fresh = std::min(left, chance_.below(4));
      left -= fresh;
      survive([&] { step(fresh); });
    }
    settle();
    demand_end();
    return {.commands = commands,
            .crashes = crashes_,
            .records = audited_,
            .journal = kept_.disk->rows.back().hash,
            .state_root = server_->state().state_root(),
            .told = observer_.told_hash(),
            .seen = all_seen()};
  }

 private:
  template <typename Doing>
  void survive(Doing const& doing) {
    try {
      doing();
    } catch (crashed const& c) {
      ++crashes_;
      ++seen_[std::string{name_of(c.where)}];
      server_.reset();
      harm_the_disk();
      buyers_.disconnected();
      start();
    }
  }

  void harm_the_disk() {
    auto& rows = kept_.disk->rows;
    if (around_.harm == sabotage::lose_row && rows.back().kind == journal::row_kind::data) {
      rows.pop_back();
    }
  }

  // Recovers, now and then after having died right after the epoch was begun.
  void start() {
    observer_.died();
    do {
      server_.reset();
      server_ = std::make_unique<node>(around_, clock_);
    } while (chance_.percent(5));
    note_recovery();
    observer_.demand_recovered(server_->state(), server_->seats(), server_->now());
    demand(
        server_->recovered().state_root == root_of_journal_alone(how_.rules(around_.line), kept_),
        "recovery came to another state than the journal alone");
  }

  void note_recovery() {
    auto const& found = server_->recovered();
    ++seen_[found.snapshot_seq > 0 ? "recovered from a snapshot" : "recovered from the journal"];
    seen_["snapshots passed over"] += found.notes.size();
  }
  sights all_seen() const {
    auto out = observer_.seen();
    out.insert(seen_.begin(), seen_.end());
    return out;
  }

  void step(std::uint64_t fresh_wishes) {
    pass_time();
    draw_fate();
    for (; fresh_wishes > 0; --fresh_wishes) {
      buyers_.want(clock_);
    }
    buyers_.grow_impatient();
    server_->turn(clock_);
    if (chance_.percent(50)) {
      server_->seal();
    }
    buyers_.arrive(*server_, chance_.below(kRequestsPerStep + 1));
    buyers_.look(*server_, clock_);
    if (chance_.percent(how_.flush)) {
      server_->flush();
    }
    if (chance_.percent(50)) {
      server_->write_snapshot();
    }
  }

  void pass_time() {
    clock_ +=
        milliseconds{chance_.below(static_cast<std::uint64_t>(milliseconds{how_.tick}.count()))};
    if (chance_.percent(how_.clock_jump)) {
      clock_ += milliseconds{chance_.below(static_cast<std::uint64_t>(how_.jump.count()))};
    }
    if (chance_.percent(how_.clock_back)) {
      clock_ -= milliseconds{chance_.below(static_cast<std::uint64_t>(how_.jump.count()))};
    }
  }

  void draw_fate() {
    if (chance_.percent(how_.snapshot)) {
      server_->want_snapshot();
    }
    if (!chance_.percent(how_.crash_per_step)) {
      return;
    }
    auto const point = crash_point{static_cast<std::uint8_t>(chance_.below(kCrashPoints + 1))};
    if (point == crash_point::none) {
      stop_properly();
      return;
    }
    server_->die_at(point);
    if (point >= crash_point::snapshot_old) {
      server_->want_snapshot();
    }
  }

  void stop_properly() {
    server_->turn(clock_);
    server_->want_snapshot();
    server_->turn(clock_);
    server_->flush_all();
    server_->write_snapshot();
    ++seen_[std::string{name_of(crash_point::none)}];
    start();
  }

  // The faults end: everybody gets an answer, and time passes for whatever has a deadline.
  void settle() {
    for (auto round = 0; round < kCalmRoundsMax && (round == 0 || buyers_.waiting() > 0); ++round) {
      buyers_.calm_down();
      survive([&] {
        server_->die_at(crash_point::none);
        server_->turn(clock_);
        buyers_.arrive(*server_, buyers_.on_their_way());
        server_->flush_all();
      });
    }
    demand(buyers_.waiting() == 0, "{} buyers never got an answer", buyers_.waiting());
    clock_ = server_->now() + how_.limits.hold_time + how_.limits.key_lifetime + seconds{61};
    server_->turn(clock_);
    server_->flush_all();
    observer_.demand_at_rest(clock_);
  }

  void demand_end() {
    observer_.demand_recovered(server_->state(), server_->seats(), server_->now());
    demand(server_->state().state_root() == root_of_journal_alone(how_.rules(around_.line), kept_),
           "the live state is another than that of the journal alone");
    auto log = journal::memory_log{kept_.disk};
    auto const report = audit(log);
    audited_ = report.records;
    demand(report.clean(), "the audit found {}",
           report.findings.empty() ? "something"
                                   : report.findings[0].code + ": " + report.findings[0].detail);
  }

  dice chance_;
  settings how_;
  storage kept_;
  witness observer_;
  surroundings around_;
  clients buyers_;
  std::unique_ptr<node> server_;
  instant clock_ = kStart;
  std::uint64_t crashes_ = 0;
  std::uint64_t audited_ = 0;
  sights seen_;
};

}  // namespace

history run(railway const& line, std::uint64_t seed, std::uint64_t commands, sabotage harm) {
  return play{line, seed, harm}.run(commands);
}

}  // namespace chepiao::sim
