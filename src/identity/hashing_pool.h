#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace chepiao {

// Where passwords are hashed: threads of their own behind a bounded queue, so that a flood of
// sign-ins takes neither more memory nor more cores than were set aside for it. Any thread.
class hashing_pool {
 public:
  using job = std::move_only_function<void()>;

  hashing_pool(std::size_t threads, std::size_t queue_max);
  ~hashing_pool();  // stop()
  hashing_pool(hashing_pool const&) = delete;
  hashing_pool& operator=(hashing_pool const&) = delete;

  // False when the queue is full or the pool stops. Jobs must not throw.
  bool post(job);
  void stop();  // finishes what is queued

 private:
  void run();

  std::size_t const queue_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<job> queue_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace chepiao
