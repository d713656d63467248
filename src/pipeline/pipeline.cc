#include "pipeline/pipeline.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include "base/check.h"
#include "journal/journal.h"
#include "pipeline/decoded_rows.h"
#include "pipeline/impl.h"

namespace chepiao {
namespace {

constexpr auto kWriterName = "chepiao";
constexpr auto kExitFatal = 70;
// While fewer wait, nobody passes anybody: nothing would be gained.
constexpr auto kFirstComeFirstServed = std::size_t{256};
constexpr auto kClockBehindMax = std::chrono::hours{1};

[[noreturn]] void end_process(std::string const& why) {
  std::fprintf(stderr, "chepiao: the journal can no longer be trusted: %s\n", why.c_str());
  ::_exit(kExitFatal);
}

// Log time never falls back: behind a journal that was once written with a clock far ahead, every
// deadline would be over.
instant time_to_begin(instant end_of_log, instant clock) {
  if (end_of_log - clock > kClockBehindMax) {
    throw std::runtime_error{
        fmt::format("the clock is behind the journal by {} s (clock {}, journal {}): set the clock",
                    std::chrono::floor<seconds>(end_of_log - clock).count(), to_rfc3339_utc(clock),
                    to_rfc3339_utc(end_of_log))};
  }
  return clock;
}

}  // namespace

pipeline::impl::impl(parts p, pipeline_options o)
    : given{std::move(p)},
      options{o},
      recovered{recover({.schedule = *given.schedule, .prices = *given.prices, .limits = o.limits},
                        given.log,
                        snapshot_folder{given.files, given.snapshot_folder})},
      state{*recovered.state},
      decider{
          state,
          given.log.begin_epoch(time_to_begin(given.log.end().at, given.time.now()), kWriterName)
              .at,
          {.batch_records_max = o.batch_records_max, .batch_bytes_max = o.batch_bytes_max}},
      snapshots{snapshot_folder{given.files, given.snapshot_folder}, o.snapshots_kept},
      on_fatal{end_process},
      last_snapshot{given.time.now()} {
  recovered.report.epoch = given.log.end().epoch;
  durable_seq = given.log.end().seq;
  journal_bytes = recovered.bytes_folded;
  publish_counts();
}

void pipeline::impl::tell_listeners_the_past() {
  for (auto const& one : listeners) {
    read_decoded(given.log, one.after, [&](decoded_row&& r) {
      one.listener->on_durable(r.seq,
                               std::make_shared<std::vector<record> const>(std::move(r.records)));
    });
  }
}

void pipeline::impl::start() {
  CHECK(!started && !stopping);
  tell_listeners_the_past();
  {
    auto const lock = std::lock_guard{mutex};
    started = true;
  }
  snapshots.start();
  flush_thread = std::thread{[this] { flush_loop(); }};
  decide_thread = std::thread{[this] { decide_loop(); }};
  // For who looks at the process with top or perf.
  ::pthread_setname_np(flush_thread.native_handle(), "flush");
  ::pthread_setname_np(decide_thread.native_handle(), "decide");
}

void pipeline::impl::stop() {
  auto was_started = false;
  {
    auto const lock = std::lock_guard{mutex};
    if (stopping.exchange(true)) {
      return;
    }
    was_started = started;
  }
  decider_bell.notify_one();
  flusher_bell.notify_one();
  if (!was_started) {
    for (; !queued.empty(); queued.pop()) {
      refuse_request(queued.next(), refusal_code::stopping);
    }
    for (auto& left : jobs) {
      left();
    }
    return;
  }
  decide_thread.join();
  flush_thread.join();
  snapshots.stop();
  if (!dead && !no_room && journal_bytes > bytes_at_snapshot) {
    decider.attach_state();
    snapshots.write(*decider.seal().state, given.log.end());
  }
}

void pipeline::impl::enqueue(request&& r) {
  auto refused = std::optional<refusal_code>{};
  auto wake = false;
  if (no_room.load(std::memory_order_relaxed) && std::holds_alternative<command_request>(r)) {
    refused = refusal_code::storage_full;
  } else {
    auto const lock = std::lock_guard{mutex};
    if (stopping || dead) {
      refused = refusal_code::stopping;
    } else if (!has_room(urgency_of(r))) {
      refused = refusal_code::overloaded;
      count_shed(urgency_of(r));
    } else {
      auto const passes =
          urgency_of(r) == urgency::money && waiting_requests >= kFirstComeFirstServed;
      passes ? queued.push_passing(std::move(r)) : queued.push(std::move(r));
      waiting_requests.fetch_add(1, std::memory_order_relaxed);
      wake = std::exchange(decider_sleeps, false);
    }
  }
  if (wake) {
    decider_bell.notify_one();
  }
  if (refused) {
    refuse_request(r, *refused);
  }
}

bool pipeline::impl::has_room(urgency u) const {
  return door.has_room(u, waiting_requests.load(std::memory_order_relaxed));
}

void pipeline::impl::count_shed(urgency u) {
  shed[static_cast<std::size_t>(u)].fetch_add(1, std::memory_order_relaxed);
}

bool pipeline::impl::turns_away(urgency u) {
  if (has_room(u)) {
    return false;
  }
  count_shed(u);
  return true;
}

pipeline_figures pipeline::impl::figures() const {
  auto refused = std::array<std::uint64_t, kUrgencies>{};
  std::ranges::copy(shed, refused.begin());
  return {.durable_seq = durable_seq,
          .records = records,
          .refusals = refusals,
          .batches = batches,
          .queue_depth = waiting_requests,
          .queue_limit = door.limit(),
          .shed = refused,
          .flush_microseconds_total = flush_us,
          .snapshots = snapshots.written(),
          .snapshots_failed = snapshots.failed(),
          .departures_open = departures,
          .orders_in_memory = orders,
          .keys_in_memory = keys,
          .storage_full = no_room};
}

pipeline::pipeline(parts p, pipeline_options options)
    : impl_{std::make_unique<impl>(std::move(p), options)} {}
pipeline::~pipeline() {
  stop();
}

void pipeline::add_listener(durable_listener& listener, std::uint64_t after_seq) {
  CHECK(!impl_->started);
  impl_->listeners.push_back({.listener = &listener, .after = after_seq});
}
void pipeline::on_fatal(std::function<void(std::string const&)> handler) {
  CHECK(!impl_->started);
  impl_->on_fatal = std::move(handler);
}
void pipeline::start() {
  impl_->start();
}
void pipeline::stop() {
  impl_->stop();
}

void pipeline::submit(command asked, on_reply tell) {
  impl_->enqueue(command_request{.asked = std::move(asked), .tell = std::move(tell)});
}
void pipeline::find_order(order_id order, account_id account, on_order tell) {
  impl_->enqueue(order_request{.order = order, .account = account, .tell = std::move(tell)});
}
void pipeline::seat_map(departure_id departure,
                        place_class_id place_class,
                        stop_index from,
                        stop_index to,
                        on_seats tell) {
  impl_->enqueue(seats_request{.departure = departure,
                               .place_class = place_class,
                               .from = from,
                               .to = to,
                               .tell = std::move(tell)});
}

availability const& pipeline::seats() const {
  return *impl_->recovered.seats;
}
bool pipeline::turns_away(urgency u) {
  return impl_->turns_away(u);
}
pipeline_figures pipeline::figures() const {
  return impl_->figures();
}
recovery_report const& pipeline::recovered() const {
  return impl_->recovered.report;
}
bool pipeline::ready() const {
  auto const lock = std::lock_guard{impl_->mutex};
  return impl_->started && !impl_->stopping && !impl_->dead;
}

void pipeline::clock_moved() {
  {
    auto const lock = std::lock_guard{impl_->mutex};
    impl_->clock_was_moved = true;
  }
  impl_->decider_bell.notify_one();
}

void pipeline::backup(std::filesystem::path target,
                      std::move_only_function<void(std::exception_ptr)> done) {
  auto job = [this, target = std::move(target), done = std::move(done)]() mutable {
    auto failure = std::exception_ptr{};
    try {
      if (impl_->stopping) {
        throw std::runtime_error{"the server is stopping"};
      }
      impl_->given.log.backup_to(target);
    } catch (...) {
      failure = std::current_exception();
    }
    done(failure);
  };
  {
    auto const lock = std::lock_guard{impl_->mutex};
    if (!impl_->stopping) {
      impl_->jobs.emplace_back(std::move(job));
      impl_->flusher_bell.notify_one();
      return;
    }
  }
  job();
}

}  // namespace chepiao
