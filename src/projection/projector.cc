#include "projection/projector.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>

namespace chepiao {
namespace {

constexpr auto kRecordsPerTransaction = std::size_t{32'768};
constexpr auto kWaitForMore = milliseconds{200};
constexpr auto kRecordsQueuedMax = std::size_t{65'536};  // some 50 MB
constexpr auto kFirstPause = milliseconds{10};
constexpr auto kPauseMax = milliseconds{1000};

}  // namespace

struct projector::impl {
  using batches = std::vector<order_store::batch>;

  impl(order_store& s, std::size_t max)
      : store{s}, queue_max{max}, applied{s.applied_seq()}, last_seen{applied} {}

  // With `mutex` held: is_full, is_worth_it, take, give_up.
  bool is_full() const { return queue.size() >= queue_max || records_queued > kRecordsQueuedMax; }
  // Enough for a transaction, or somebody waits.
  bool is_worth_it() const {
    return is_stopping || is_full() || records_queued >= kRecordsPerTransaction || waiting > 0;
  }

  void run();
  batches take();
  void fold(batches const&);
  void note_success(std::uint64_t seq);
  bool may_try_again(milliseconds pause);
  void give_up();

  order_store& store;
  std::size_t const queue_max;

  mutable std::mutex mutex;
  std::condition_variable work;              // for the thread
  std::condition_variable room;              // for on_durable
  mutable std::condition_variable progress;  // for wait_for
  std::deque<order_store::batch> queue;
  std::size_t records_queued = 0;
  std::uint64_t applied = 0;
  std::size_t waiting = 0;  // in wait_for
  std::uint64_t last_seen = 0;
  std::uint64_t failures = 0;
  bool is_failing = false;
  bool has_given_up = false;
  bool is_stopping = false;
  std::jthread thread;
};

void projector::impl::run() {
  auto lock = std::unique_lock{mutex};
  while (true) {
    work.wait(lock, [&] { return is_stopping || !queue.empty(); });
    if (queue.empty()) {
      break;
    }
    work.wait_for(lock, kWaitForMore, [&] { return is_worth_it(); });
    auto const taken = take();
    lock.unlock();
    fold(taken);
    lock.lock();
  }
}

projector::impl::batches projector::impl::take() {
  auto taken = batches{};
  auto records = std::size_t{0};
  while (!queue.empty() && records < kRecordsPerTransaction) {
    records += queue.front().records->size();
    taken.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  records_queued -= records;
  room.notify_all();
  return taken;
}

void projector::impl::fold(batches const& taken) {
  auto const seq = taken.back().seq;
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kPauseMax)) {
    try {
      store.apply(taken);
      note_success(seq);
      return;
    } catch (std::exception const&) {
      // The journal has everything: a store that takes no writes is late, not wrong.
      if (!may_try_again(pause)) {
        return;
      }
    }
  }
}

void projector::impl::note_success(std::uint64_t seq) {
  auto const guard = std::lock_guard{mutex};
  applied = std::max(applied, seq);
  is_failing = false;
  progress.notify_all();
}

bool projector::impl::may_try_again(milliseconds pause) {
  auto lock = std::unique_lock{mutex};
  ++failures;
  is_failing = true;
  room.notify_all();
  progress.notify_all();
  if (is_stopping) {
    give_up();
  }
  work.wait_for(lock, pause, [&] { return is_stopping || has_given_up; });
  return !has_given_up;
}

// For good: what is dropped here leaves a gap that only the journal can fill.
void projector::impl::give_up() {
  has_given_up = true;
  queue.clear();
  records_queued = 0;
  work.notify_all();
}

projector::projector(order_store& store, std::size_t queue_max)
    : impl_{std::make_unique<impl>(store, queue_max)} {
  impl_->thread = std::jthread{[this] { impl_->run(); }};
  ::pthread_setname_np(impl_->thread.native_handle(), "projector");
}

projector::~projector() {
  stop();
}

void projector::on_durable(std::uint64_t seq, shared_records const& records) {
  auto lock = std::unique_lock{impl_->mutex};
  impl_->last_seen = std::max(impl_->last_seen, seq);
  impl_->room.wait(lock,
                   [&] { return !impl_->is_full() || impl_->is_failing || impl_->is_stopping; });
  if (impl_->is_full() && impl_->is_failing) {
    impl_->give_up();
  }
  if (impl_->has_given_up || impl_->is_stopping) {
    return;
  }
  auto const first = impl_->queue.empty();
  impl_->records_queued += records->size();
  impl_->queue.push_back({.seq = seq, .records = records});
  if (first || impl_->is_worth_it()) {
    impl_->work.notify_one();
  }
}

bool projector::wait_for(std::uint64_t seq, milliseconds patience) const {
  auto lock = std::unique_lock{impl_->mutex};
  ++impl_->waiting;
  impl_->work.notify_one();
  impl_->progress.wait_for(lock, patience,
                           [&] { return impl_->applied >= seq || impl_->is_failing; });
  --impl_->waiting;
  return impl_->applied >= seq;
}

std::uint64_t projector::applied_seq() const {
  auto const guard = std::lock_guard{impl_->mutex};
  return impl_->applied;
}

std::uint64_t projector::lag_batches() const {
  auto const guard = std::lock_guard{impl_->mutex};
  return impl_->last_seen - std::min(impl_->last_seen, impl_->applied);
}

std::uint64_t projector::failures() const {
  auto const guard = std::lock_guard{impl_->mutex};
  return impl_->failures;
}

bool projector::has_given_up() const {
  auto const guard = std::lock_guard{impl_->mutex};
  return impl_->has_given_up;
}

void projector::stop() {
  {
    auto const guard = std::lock_guard{impl_->mutex};
    impl_->is_stopping = true;
  }
  impl_->work.notify_all();
  impl_->room.notify_all();
  if (impl_->thread.joinable()) {
    impl_->thread.join();
  }
}

}  // namespace chepiao
