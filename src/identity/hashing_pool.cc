#include "identity/hashing_pool.h"

#include <utility>

namespace chepiao {

hashing_pool::hashing_pool(std::size_t threads, std::size_t queue_max) : queue_max_{queue_max} {
  for (auto i = std::size_t{0}; i < threads; ++i) {
    threads_.emplace_back([this] { run(); });
  }
}

hashing_pool::~hashing_pool() {
  stop();
}

bool hashing_pool::post(job work) {
  {
    auto const guard = std::lock_guard{mutex_};
    if (stopping_ || queue_.size() >= queue_max_) {
      return false;
    }
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void hashing_pool::stop() {
  {
    auto const guard = std::lock_guard{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

void hashing_pool::run() {
  auto lock = std::unique_lock{mutex_};
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) {
      return;
    }
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

}  // namespace chepiao
