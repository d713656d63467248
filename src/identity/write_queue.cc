#include "identity/write_queue.h"

#include <exception>
#include <utility>

#include <pthread.h>

#include "base/check.h"
#include "store/transaction.h"

namespace chepiao {

refusal_code refusal_of(write_outcome outcome) {
  CHECK(outcome != write_outcome::durable);
  switch (outcome) {
    case write_outcome::failed:
      return refusal_code::storage_full;
    case write_outcome::stopping:
      return refusal_code::stopping;
    default:
      return refusal_code::overloaded;
  }
}

write_queue::write_queue(std::unique_ptr<identity_db> db, std::size_t queue_max)
    : db_{std::move(db)}, queue_max_{queue_max}, thread_{[this] { run(); }} {
  ::pthread_setname_np(thread_.native_handle(), "identity");
}

write_queue::~write_queue() {
  stop();
}

void write_queue::post(std::unique_ptr<write_job> job) {
  if (auto const refused = take(job)) {
    job->finish(*refused);
  } else {
    changed_.notify_one();
  }
}

std::optional<write_outcome> write_queue::take(std::unique_ptr<write_job>& job) {
  auto const guard = std::lock_guard{mutex_};
  if (stopping_) {
    return write_outcome::stopping;
  }
  if (queue_.size() >= queue_max_) {
    return write_outcome::overloaded;
  }
  queue_.push_back(std::move(job));
  return std::nullopt;
}

void write_queue::stop() {
  {
    auto const guard = std::lock_guard{mutex_};
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void write_queue::run() {
  auto lock = std::unique_lock{mutex_};
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) {
      return;
    }
    auto jobs = std::exchange(queue_, {});
    lock.unlock();
    auto const outcome = commit(jobs);
    for (auto const& job : jobs) {
      job->finish(outcome);
    }
    jobs.clear();
    lock.lock();
  }
}

write_outcome write_queue::commit(batch const& jobs) {
  try {
    auto work = transaction{db_->connection};
    for (auto const& job : jobs) {
      job->write(*db_);
    }
    work.commit();
    return write_outcome::durable;
  } catch (std::exception const&) {
    // A full disk must not end the sale: whoever waits is told that nothing was stored.
    return write_outcome::failed;
  }
}

}  // namespace chepiao
