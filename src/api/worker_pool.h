#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace chepiao::api {

// A few threads for work that may block (reading SQLite), behind a bounded queue.
class worker_pool {
 public:
  struct options {
    std::size_t threads = 2;
    std::size_t queue_max = 256;
  };
  explicit worker_pool(options);
  ~worker_pool();  // ends after the work at hand; what still waits is dropped

  // Any thread. False: the queue is full, the work was not taken.
  bool run(std::move_only_function<void()> work);
  // Work that ended with an exception.
  std::uint64_t failures() const;

 private:
  void work(std::stop_token const&);

  std::size_t const queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<std::move_only_function<void()>> queue_;
  std::uint64_t failures_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace chepiao::api
