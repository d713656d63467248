#include <algorithm>
#include <utility>

#include "pipeline/impl.h"

// The deciding thread of the pipeline.

namespace chepiao {
namespace {

// The wall clock may be set: it is looked at again at least this often.
constexpr auto kSleepMax = std::chrono::milliseconds{500};
constexpr auto kSleepWithoutRoom = std::chrono::milliseconds{50};
// While a flush is under way nothing that is decided can leave before its end. Looking at the queue
// some times during a flush then costs less than being woken for every request.
constexpr auto kLooksPerFlush = 8;
constexpr auto kNapMin = std::chrono::microseconds{50};
constexpr auto kNapMax = std::chrono::microseconds{1000};

}  // namespace

void pipeline::impl::decide_loop() {
  do {
    decider.durable_up_to(durable_records.load(std::memory_order_acquire));
    decider.advance_to(given.time.now());
    if (!no_room && !dead) {
      decider.run_due_timers();
      take_snapshot_when_due();
    }
    decide_in_hand();
    publish_counts();
  } while (rest());
}

void pipeline::impl::decide_in_hand() {
  auto const without_room = no_room.load(std::memory_order_acquire);
  if (!without_room) {
    reads_refused = false;
  } else if (!std::exchange(reads_refused, true)) {
    refuse_reads(decider.open(), refusal_code::storage_full);
  }
  for (; !in_hand.empty(); in_hand.pop(), ++decided_in_hand) {
    auto& r = in_hand.next();
    if (dead) {
      refuse_request(r, refusal_code::stopping);
    } else if (without_room) {
      decider.decide_without_room(std::move(r), stuck_seen);
    } else if (!decider.full()) {
      decider.decide(std::move(r));
    } else {
      return;
    }
  }
}

instant pipeline::impl::snapshot_due() const {
  return last_snapshot + options.snapshot_every;
}

bool pipeline::impl::snapshot_wanted() const {
  return !snapshots.busy() && journal_bytes.load(std::memory_order_relaxed) > bytes_at_snapshot;
}

void pipeline::impl::take_snapshot_when_due() {
  auto const bytes = journal_bytes.load(std::memory_order_relaxed);
  auto const due =
      decider.now() >= snapshot_due() || bytes - bytes_at_snapshot >= options.snapshot_every_bytes;
  if (!due || !snapshot_wanted() || decider.full()) {
    return;
  }
  snapshots.reserve();
  decider.attach_state();
  bytes_at_snapshot = bytes;
  last_snapshot = decider.now();
}

void pipeline::impl::publish_counts() {
  auto const counted = state.count();
  records.store(decider.records(), std::memory_order_relaxed);
  refusals.store(decider.refusals(), std::memory_order_relaxed);
  departures.store(counted.departures, std::memory_order_relaxed);
  orders.store(counted.orders, std::memory_order_relaxed);
  keys.store(counted.keys, std::memory_order_relaxed);
}

void pipeline::impl::note_decided() {
  waiting_requests.fetch_sub(decided_in_hand, std::memory_order_relaxed);
  decided_in_a_row += std::exchange(decided_in_hand, 0);
  if (!in_hand.empty() || decided_in_a_row == 0) {
    return;
  }
  // Waiting for flushes that hold up deciding is part of it.
  door.decided(decided_in_a_row, std::chrono::steady_clock::now() - taken_at);
  decided_in_a_row = 0;
}

void pipeline::impl::take_in_hand() {
  note_decided();
  auto const was_empty = in_hand.empty();
  in_hand.refill(queued);
  if (was_empty && !in_hand.empty()) {
    taken_at = std::chrono::steady_clock::now();
  }
}

bool pipeline::impl::rest() {
  auto lock = std::unique_lock{mutex};
  if (flusher_idle && !decider.empty()) {
    slot = decider.seal();
    flusher_idle = false;
    flusher_bell.notify_one();
  }
  take_in_hand();
  auto const more = !in_hand.empty();
  if (stopping && !more && decider.empty()) {
    decider_done = true;
    flusher_bell.notify_one();
    return false;
  }
  if (!more || (decider.full() && !no_room && !dead)) {
    sleep(lock);
  }
  stuck_seen = stuck;
  return true;
}

std::chrono::microseconds pipeline::impl::nap() const {
  auto const flush = std::chrono::microseconds{last_flush_us.load(std::memory_order_relaxed)};
  return std::clamp(flush / kLooksPerFlush, kNapMin, kNapMax);
}

std::chrono::steady_clock::time_point pipeline::impl::wake_at() const {
  auto const now = std::chrono::steady_clock::now();
  if (no_room || dead) {
    return now + kSleepWithoutRoom;
  }
  if (decider.full()) {
    return now + kSleepMax;
  }
  auto wait = milliseconds{kSleepMax};
  auto const clock_now = given.time.now();
  if (auto const due = decider.next_due()) {
    wait = std::min(wait, std::max(*due - clock_now, milliseconds{0}));
  }
  if (snapshot_wanted()) {
    wait = std::min(wait, std::max<milliseconds>(snapshot_due() - clock_now, milliseconds{0}));
  }
  return now + wait;
}

void pipeline::impl::sleep(std::unique_lock<std::mutex>& lock) {
  auto const full = decider.full();
  auto const naps = !flusher_idle && !full && !stopping;
  auto const until =
      naps ? std::min(wake_at(), std::chrono::steady_clock::now() + nap()) : wake_at();
  // The slot may still hold what the flushing thread was given and has not taken yet.
  auto const must_park = !decider.empty() && slot;
  auto const parked = !decider.empty() && !slot;
  if (parked) {
    slot = decider.seal();
  }
  auto const wants_slot = must_park || (parked && full);
  auto const may_decide = [&] { return !full || !slot || no_room || dead; };
  decider_sleeps = may_decide() && !naps;
  decider_waits_for_slot = wants_slot;
  decider_bell.wait_until(lock, until, [&] {
    auto const input = !queued.empty() || !in_hand.empty();
    return clock_was_moved || ((wants_slot || stopping) && !slot) || (input && may_decide());
  });
  clock_was_moved = false;
  decider_sleeps = false;
  decider_waits_for_slot = false;
  if (parked && slot) {
    decider.reopen(std::move(*std::exchange(slot, std::nullopt)));
  }
}

}  // namespace chepiao
