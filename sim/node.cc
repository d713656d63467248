#include "sim/node.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "sim/demand.h"

namespace chepiao::sim {
namespace {

constexpr auto kSnapshots = "/snapshots";
constexpr auto kSnapshotsKept = std::size_t{3};
constexpr auto kLostRowEvery = std::uint64_t{5};  // of sabotage::lose_row

}  // namespace

node::node(surroundings const& around, instant clock, crash_point doomed)
    : around_{around},
      folder_{around.kept.files, kSnapshots},
      log_{around.kept.journal->open()},
      recovered_{recover(around.line.rules(around.in_force), *log_, folder_)},
      clock_{clock} {
  doom_.where = doomed;
  die_here(crash_point::recovery, "died in recovery");
  doom_ = {};
  writer_.emplace(*recovered_.state, log_->begin_epoch(clock, "sim").at,
                  writer_options{.batch_records_max = around.batch_records_max});
  if (around_.harm == sabotage::replay_twice) {
    decide_again();
  }
}

void node::decide_again() {
  auto last = std::optional<journal::row>{};
  log_->read_after(0, [&](journal::row const& r) {
    if (r.kind == journal::row_kind::data) {
      last = r;
    }
  });
  if (!last) {
    return;
  }
  for (auto const& r : decode(last->payload)) {
    auto const* const made = std::get_if<order_reserved>(&r.events.back());
    if (made == nullptr) {
      continue;
    }
    auto const& t = made->tickets.front();
    writer_->decide(command_request{
        .asked = {.identity = {},
                  .body = hold_seats{.order = {made->order.low, made->order.high},
                                     .account = made->account,
                                     .legs = {{.departure = t.departure,
                                               .from = t.from,
                                               .to = t.to,
                                               .place_class = t.place_class,
                                               .seats = {}}},
                                     .passengers = {{t.passenger, t.document, t.type}}}},
        .tell = [](result<reply> const&) {}});
  }
}

void node::die_here(crash_point p, std::string_view how) const {
  if (doom_.where == p) {
    throw crashed{how};
  }
}

std::vector<record> node::fresh_records() {
  auto const& all = writer_->open().records;
  auto out = std::vector<record>(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
  seen_ = all.size();
  return out;
}

void node::turn(instant clock) {
  advance(clock);
  while (!no_room_) {
    writer_->run_due_timers();
    auto const fresh = fresh_records();
    if (!writer_->full()) {
      around_.observer.timers_ran(fresh, writer_->now());
      break;
    }
    around_.observer.timers_began(fresh, writer_->now());
    make_room();
  }
  if (wants_snapshot_ && !taken_ && !no_room_) {
    wants_snapshot_ = false;
    writer_->attach_state();
  }
}

void node::make_room() {
  if (in_flight_) {
    flush();
  }
  seal();
}

void node::await_room() {
  while (writer_->full() && !no_room_) {
    turn(clock_);
    if (writer_->full() && !no_room_) {  // a state was taken just now
      make_room();
    }
  }
}

void node::take(std::shared_ptr<attempt> const& a, on_answer tell) {
  if (a->how.when == send::timing::after_timers) {
    await_room();
  } else if (writer_->full() && !no_room_) {
    make_room();
  }
  auto asked = a->asked;
  if (around_.harm == sabotage::forget_key && a->retry) {
    asked.identity->id.value[0] ^= std::byte{0xFF};
  }
  auto request =
      command_request{.asked = std::move(asked),
                      .tell = [a, tell = std::move(tell)](result<reply> const& r) { tell(*a, r); }};
  if (no_room_) {
    writer_->decide_without_room(std::move(request), stuck_);
    return;
  }
  around_.observer.expect(*a, writer_->now());
  writer_->decide(std::move(request));
  around_.observer.decided(*a, fresh_records());
}

void node::take(order_read l) {
  await_room();
  if (!no_room_) {
    around_.observer.expect(l);
  } else if (std::ranges::binary_search(stuck_, l.order) ||
             std::ranges::binary_search(orders_of(writer_->open().records), l.order)) {
    witness::expect_stuck(l);
  } else {
    around_.observer.expect_without_room(l);
  }
  auto request = order_request{.order = l.order,
                               .account = l.account,
                               .tell = [&observer = around_.observer,
                                        l](result<order_view> const& r) { observer.told(l, r); }};
  if (no_room_) {
    writer_->decide_without_room(std::move(request), stuck_);
  } else {
    writer_->decide(std::move(request));
  }
}

void node::take(seats_read l) {
  await_room();
  around_.observer.expect(l, writer_->now());
  l.rests_on = no_room_ ? 0 : l.rests_on;  // a hint is better than none
  auto const leg = l.leg;
  auto request =
      seats_request{.departure = leg.departure,
                    .place_class = leg.place_class,
                    .from = leg.from,
                    .to = leg.to,
                    .tell = [&observer = around_.observer, l = std::move(l)](
                                result<seat_map_view> const& r) { observer.told(l, r); }};
  if (no_room_) {
    writer_->decide_without_room(std::move(request), stuck_);
  } else {
    writer_->decide(std::move(request));
  }
}

void node::seal() {
  if (!in_flight_ && !writer_->empty()) {
    in_flight_ = writer_->seal();
    seen_ = 0;
  }
}

// False: there was no room.
bool node::append(batch& b) {
  die_here(crash_point::before_append, "died before append");
  auto const payload = encode(b.records);
  around_.observer.appending(b.records.size());
  die_here(crash_point::append_lost, "died in append, row lost");
  auto const forgotten = around_.harm == sabotage::lose_row && ++appends_ % kLostRowEvery == 0;
  try {
    if (!forgotten) {
      log_->append(b.at, static_cast<std::uint32_t>(b.records.size()), payload);
    }
  } catch (journal::storage_full const&) {
    around_.observer.not_written();
    return false;
  }
  die_here(crash_point::append_kept, "died in append, row kept");
  around_.observer.durable(b.records.size());
  writer_->durable_up_to(b.records_so_far);
  no_room_ = false;
  stuck_.clear();
  return true;
}

void node::lose_room(batch& b) {
  if (no_room_) {
    return;
  }
  no_room_ = true;
  stuck_ = orders_of(b.records);
  around_.observer.trouble_begins("disk full");
  refuse_reads(b, refusal_code::storage_full);
  refuse_reads(writer_->open(), refusal_code::storage_full);
}

void node::answer(batch& b) {
  for (auto i = std::size_t{0}; i < b.answers.size(); ++i) {
    if (i == b.answers.size() / 2) {
      die_here(crash_point::between_replies, "died between replies");
    }
    release(b.answers[i]);
  }
  b.answers.clear();
}

void node::refuse(batch& b, refusal_code code) {
  for (auto& w : b.answers) {
    refuse_waiting(w, code);
  }
  b.answers.clear();
}

void node::fail() {
  around_.observer.trouble_begins("append failed");
  if (in_flight_) {
    refuse(*in_flight_, refusal_code::stopping);
  }
  refuse(writer_->open(), refusal_code::stopping);
  throw crashed{"stopped after a failed append"};
}

void node::abandon() {
  if (in_flight_) {
    refuse(*in_flight_, refusal_code::storage_full);
  }
  refuse(writer_->open(), refusal_code::storage_full);
}

void node::flush() {
  seal();
  if (!in_flight_) {
    return;
  }
  if (around_.harm == sabotage::acknowledge_early) {
    answer(*in_flight_);
  }
  try {
    if (!in_flight_->records.empty()) {
      if (!append(*in_flight_)) {
        lose_room(*in_flight_);
        return;
      }
      die_here(crash_point::before_replies, "died before replies");
    }
    auto b = *std::exchange(in_flight_, std::nullopt);
    answer(b);
    if (b.state) {
      taken_ = taken_state{.state = std::move(*b.state), .at = log_->end()};
    }
    log_->keep_house(journal::lull::idle);
  } catch (journal::append_failed const&) {
    fail();
  }
}

void node::flush_all() {
  while ((in_flight_ || !writer_->empty()) && !no_room_) {
    flush();
  }
}

void node::write_snapshot() {
  if (!taken_) {
    return;
  }
  if (doom_.where >= crash_point::snapshot_old && doom_.where <= crash_point::snapshot_spoilt) {
    around_.kept.files.die_at_write(doom_.where, doom_.byte);
  }
  folder_.write({.at = taken_->at, .state_root = sha256_of(taken_->state), .state = taken_->state},
                kSnapshotsKept);
  taken_.reset();
}

void node::wake_as_zombie() {
  seal();
  if (!in_flight_ || in_flight_->records.empty()) {
    return;
  }
  try {
    log_->append(in_flight_->at, static_cast<std::uint32_t>(in_flight_->records.size()),
                 encode(in_flight_->records));
  } catch (journal::append_failed const&) {
    around_.observer.trouble_begins("an old owner was fenced");
    refuse(*in_flight_, refusal_code::stopping);
    return;
  } catch (journal::storage_full const&) {
    return;
  }
  throw wrong{"an old owner appended to the journal of another"};
}

}  // namespace chepiao::sim
