#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/refusal.h"
#include "identity/identity_db.h"

namespace chepiao {

enum class write_outcome : std::uint8_t {
  durable,
  failed,      // undone: the disk is full or broken
  overloaded,  // never tried: the queue is full
  stopping,    // never tried
};

// What the caller is told when a change is not durable.
refusal_code refusal_of(write_outcome);

// One change to identity.db and what follows it.
class write_job {
 public:
  virtual ~write_job() = default;
  virtual void write(identity_db&) = 0;  // on the queue's thread, in a transaction; may throw
  virtual void finish(write_outcome) noexcept = 0;  // exactly once
};

// The only writer of identity.db. What waits is written in one transaction with one flush; while
// that runs, the next one gathers.
class write_queue {
 public:
  write_queue(std::unique_ptr<identity_db>, std::size_t queue_max);
  ~write_queue();  // stop()
  write_queue(write_queue const&) = delete;
  write_queue& operator=(write_queue const&) = delete;

  // Any thread. A job that finds no place is finished at once, on this thread.
  void post(std::unique_ptr<write_job>);
  void stop();  // writes what is queued

 private:
  using batch = std::vector<std::unique_ptr<write_job>>;

  // Why it was not taken, or nothing.
  std::optional<write_outcome> take(std::unique_ptr<write_job>& job);
  void run();
  write_outcome commit(batch const&);

  std::unique_ptr<identity_db> db_;
  std::size_t const queue_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  batch queue_;
  bool stopping_ = false;
  std::jthread thread_;
};

}  // namespace chepiao
