#include <algorithm>
#include <utility>

#include "pipeline/impl.h"

// The flushing thread of the pipeline.

namespace chepiao {
namespace {

constexpr auto kIdleAfter = std::chrono::seconds{1};
constexpr auto kRetryRoomAfter = std::chrono::milliseconds{200};

}  // namespace

void pipeline::impl::flush_loop() {
  for (;;) {
    auto next = next_work();
    if (next.sealed) {
      flush(std::move(*next.sealed));
    } else if (next.asked) {
      (*next.asked)();
    } else if (next.done) {
      return;
    } else if (next.idle) {
      keep_house(journal::lull::idle);
    }
  }
}

pipeline::impl::work pipeline::impl::next_work() {
  auto lock = std::unique_lock{mutex};
  auto const something = [&] { return slot || !jobs.empty() || decider_done; };
  auto next = work{};
  if (!something()) {
    flusher_idle = true;
    if (house_kept) {
      flusher_bell.wait(lock, something);
    } else if (!flusher_bell.wait_for(lock, kIdleAfter, something)) {
      house_kept = true;
      next.idle = true;
      return next;
    }
  }
  if (slot) {
    next.sealed = std::exchange(slot, std::nullopt);
    flusher_idle = false;
    house_kept = false;
    if (decider_waits_for_slot || stopping) {
      decider_bell.notify_one();
    }
  } else if (!jobs.empty()) {
    next.asked = std::move(jobs.front());
    jobs.pop_front();
  } else {
    next.done = true;
  }
  return next;
}

void pipeline::impl::flush(batch&& b) {
  // Once dead, answers alone are refused too: they may rest on records that were never written.
  if (dead || (!b.records.empty() && !make_durable(b))) {
    auto const code = no_room ? refusal_code::storage_full : refusal_code::stopping;
    for (auto& w : b.answers) {
      refuse_waiting(w, code);
    }
    return;
  }
  auto const wrote = !b.records.empty();
  tell(b);
  if (wrote) {
    keep_house(journal::lull::short_gap);
  }
}

bool pipeline::impl::make_durable(batch& b) {
  auto const payload = encode(b.records);
  auto const count = static_cast<std::uint32_t>(b.records.size());
  auto const begin = std::chrono::steady_clock::now();
  for (;;) {
    try {
      auto const end = given.log.append(b.at, count, payload);
      durable_seq.store(end.seq, std::memory_order_relaxed);
      break;
    } catch (journal::storage_full const&) {
      if (!wait_for_room(b)) {
        return false;
      }
    } catch (std::exception const& e) {
      fail(e.what());
      return false;
    }
  }
  room_again();
  durable_records.store(b.records_so_far, std::memory_order_release);
  journal_bytes.fetch_add(payload.size(), std::memory_order_relaxed);
  batches.fetch_add(1, std::memory_order_relaxed);
  auto const took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  flush_us.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
  last_flush_us.store(static_cast<std::uint32_t>(std::min<std::int64_t>(took.count(), 1'000'000)),
                      std::memory_order_relaxed);
  return true;
}

// False: the pipeline stops, the batch was not written.
bool pipeline::impl::wait_for_room(batch& b) {
  if (!no_room) {
    refuse_reads(b, refusal_code::storage_full);
  }
  auto lock = std::unique_lock{mutex};
  if (!no_room.exchange(true)) {
    stuck = orders_of(b.records);
    decider_bell.notify_one();
  }
  flusher_bell.wait_for(lock, kRetryRoomAfter, [&] { return stopping.load(); });
  if (stopping) {
    // What was decided meanwhile rests on this batch: written after it is dropped, that would leave
    // a hole in the journal.
    dead = true;
    decider_bell.notify_one();
  }
  return !dead;
}

void pipeline::impl::room_again() {
  if (no_room) {
    auto const lock = std::lock_guard{mutex};
    no_room = false;
    stuck.clear();
    decider_bell.notify_one();
  }
}

// Takes the batch apart.
void pipeline::impl::tell(batch& b) {
  for (auto& w : b.answers) {
    if (auto* const told = std::get_if<waiting_reply>(&w); told != nullptr && told->answer) {
      told->answer->seq = durable_seq.load(std::memory_order_relaxed);
    }
    release(w);
  }
  if (!b.records.empty()) {
    auto const seq = durable_seq.load(std::memory_order_relaxed);
    auto const records_of = std::make_shared<std::vector<record> const>(std::move(b.records));
    for (auto const& one : listeners) {
      one.listener->on_durable(seq, records_of);
    }
  }
  if (b.state && !dead) {
    snapshots.write_later(std::move(*b.state), given.log.end());
  }
}

void pipeline::impl::keep_house(journal::lull gap) {
  if (dead) {
    return;
  }
  try {
    given.log.keep_house(gap);
  } catch (std::exception const& e) {
    fail(e.what());
  }
}

void pipeline::impl::fail(std::string const& why) {
  dead = true;
  on_fatal(why);
  auto const lock = std::lock_guard{mutex};
  no_room = false;  // refused as `stopping` from here on
  decider_bell.notify_one();
}

}  // namespace chepiao
