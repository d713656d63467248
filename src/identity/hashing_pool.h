#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chepiao {

// Strangers send sign-ups, known people sign-ins: the former get half of the places at most.
enum class hashing_kind : std::uint8_t { sign_in, sign_up };

// Where passwords are hashed: threads of their own behind a bounded queue, so that a flood of
// sign-ins takes neither more memory nor more cores than were set aside for it. Any thread.
class hashing_pool {
 public:
  using job = std::move_only_function<void()>;

  hashing_pool(std::size_t threads, std::size_t queue_max);
  ~hashing_pool();  // stop()
  hashing_pool(hashing_pool const&) = delete;
  hashing_pool& operator=(hashing_pool const&) = delete;

  // False when there is no place for its kind or the pool stops. Jobs must not throw.
  bool post(hashing_kind, job);
  std::size_t waiting() const;
  void stop();  // finishes what is queued

 private:
  struct entry {
    hashing_kind kind;
    job work;
  };

  bool has_place(hashing_kind) const;
  void run();

  std::size_t const queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<entry> queue_;
  std::size_t sign_ups_ = 0;  // in the queue
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace chepiao
