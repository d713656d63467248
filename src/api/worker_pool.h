#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "pipeline/urgency.h"

namespace chepiao::api {

// A few threads for work that may block (reading SQLite), behind a bounded queue of which each
// urgency has its share; the urgent is done before what else waits.
class worker_pool {
 public:
  struct options {
    std::size_t threads = 2;
    std::size_t queue_max = 256;
  };
  explicit worker_pool(options);
  ~worker_pool();  // ends after the work at hand; what still waits is dropped

  // Any thread. False: the queue is full for that urgency, the work was not taken.
  bool run(urgency, std::move_only_function<void()> work);
  // Work that ended with an exception.
  std::uint64_t failures() const;

 private:
  using job = std::move_only_function<void()>;

  void work(std::stop_token const&);
  job take();  // the most urgent that waits longest; under the mutex

  std::size_t const queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::array<std::deque<job>, kUrgencies> queue_;
  std::size_t waiting_ = 0;
  std::uint64_t failures_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace chepiao::api
