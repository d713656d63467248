#include "sim/node.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"

namespace chepiao::sim {
namespace {

constexpr auto kSnapshots = "/snapshots";
constexpr auto kSnapshotsKept = std::size_t{3};

}  // namespace

node::node(surroundings const& around, instant clock)
    : around_{around},
      folder_{around.kept.files, kSnapshots},
      log_{around.kept.disk},
      recovered_{recover(around.how.rules(around.line), log_, folder_)},
      writer_{*recovered_.state,
              log_.begin_epoch(clock, "sim").at,
              {.batch_records_max = around.how.batch_records_max}},
      clock_{clock} {
  if (around_.harm == sabotage::replay_twice) {
    decide_again();
  }
}

void node::decide_again() {
  auto const& rows = around_.kept.disk->rows;
  auto const last = std::find_if(rows.rbegin(), rows.rend(),
                                 [](auto const& r) { return r.kind == journal::row_kind::data; });
  if (last == rows.rend()) {
    return;
  }
  for (auto const& r : decode(last->payload)) {
    auto const* const made = std::get_if<order_reserved>(&r.events.back());
    if (made == nullptr) {
      continue;
    }
    auto const& t = made->tickets.front();
    writer_.decide(command_request{
        .asked = {.identity = {},
                  .body = hold_seats{.order = around_.chance.next_order(),
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

void node::die_here(crash_point p) const {
  if (doom_ == p) {
    throw crashed{p};
  }
}

std::vector<record> node::fresh_records() {
  auto const& all = writer_.open().records;
  auto out = std::vector<record>(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
  seen_ = all.size();
  return out;
}

void node::turn(instant clock) {
  clock_ = clock;
  for (;;) {
    writer_.advance_to(clock);
    writer_.run_due_timers();
    auto const fresh = fresh_records();
    if (!writer_.full()) {
      around_.observer.timers_ran(fresh, writer_.now());
      break;
    }
    around_.observer.timers_began(fresh, writer_.now());
    make_room();
  }
  if (wants_snapshot_ && !taken_) {
    wants_snapshot_ = false;
    writer_.attach_state();
  }
}

void node::make_room() {
  if (in_flight_) {
    flush();
  }
  seal();
}

void node::await_room() {
  while (writer_.full()) {
    turn(clock_);
    if (writer_.full()) {  // a state was taken just now
      make_room();
    }
  }
}

void node::take(std::shared_ptr<attempt> const& a, on_answer tell) {
  await_room();
  around_.observer.expect(*a, writer_.now());
  auto asked = a->asked;
  if (around_.harm == sabotage::forget_key && a->retry) {
    asked.identity->id.value[0] ^= std::byte{0xFF};
  }
  writer_.decide(command_request{
      .asked = std::move(asked),
      .tell = [a, tell = std::move(tell)](result<reply> const& r) { tell(*a, r); }});
  around_.observer.decided(*a, fresh_records());
}

void node::take(order_look l) {
  await_room();
  around_.observer.expect(l);
  auto const order = l.order;
  auto const account = l.account;
  writer_.decide(order_request{.order = order,
                               .account = account,
                               .tell = [&observer = around_.observer, l = std::move(l)](
                                           result<order_view> const& r) { observer.told(l, r); }});
}

void node::take(seats_look l) {
  await_room();
  around_.observer.expect(l, writer_.now());
  auto const leg = l.leg;
  writer_.decide(seats_request{
      .departure = leg.departure,
      .place_class = leg.place_class,
      .from = leg.from,
      .to = leg.to,
      .tell = [&observer = around_.observer, l = std::move(l)](result<seat_map_view> const& r) {
        observer.told(l, r);
      }});
}

void node::seal() {
  if (!in_flight_ && !writer_.empty()) {
    in_flight_ = writer_.seal();
    seen_ = 0;
  }
}

void node::append(batch const& b) {
  die_here(crash_point::before_append);
  auto const payload = encode(b.records);
  die_here(crash_point::append_lost);
  log_.append(b.at, static_cast<std::uint32_t>(b.records.size()), payload);
  around_.observer.durable(b.records.size());
  die_here(crash_point::append_kept);
  writer_.durable_up_to(b.records_so_far);
}

void node::answer(batch& b) {
  for (auto i = std::size_t{0}; i < b.answers.size(); ++i) {
    if (i == b.answers.size() / 2) {
      die_here(crash_point::between_replies);
    }
    release(b.answers[i]);
  }
  b.answers.clear();
}

void node::flush() {
  seal();
  if (!in_flight_) {
    return;
  }
  auto b = *std::exchange(in_flight_, std::nullopt);
  if (around_.harm == sabotage::acknowledge_early) {
    answer(b);
  }
  if (!b.records.empty()) {
    append(b);
    die_here(crash_point::before_replies);
  }
  answer(b);
  if (b.state) {
    taken_ = taken_state{.state = std::move(*b.state), .at = log_.end()};
  }
}

void node::flush_all() {
  while (in_flight_ || !writer_.empty()) {
    flush();
  }
}

void node::write_snapshot() {
  if (!taken_) {
    return;
  }
  if (doom_ >= crash_point::snapshot_old) {
    around_.kept.files.die_at_write(doom_, around_.chance.next());
  }
  folder_.write({.at = taken_->at, .state_root = sha256_of(taken_->state), .state = taken_->state},
                kSnapshotsKept);
  taken_.reset();
}

}  // namespace chepiao::sim
