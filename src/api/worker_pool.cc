#include "api/worker_pool.h"

#include <exception>
#include <utility>

namespace chepiao::api {

worker_pool::worker_pool(options chosen) : queue_max_{chosen.queue_max} {
  for (auto i = std::size_t{0}; i < chosen.threads; ++i) {
    threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
  }
}

worker_pool::~worker_pool() {
  for (auto& thread : threads_) {
    thread.request_stop();
  }
  threads_.clear();
}

bool worker_pool::run(std::move_only_function<void()> work) {
  {
    auto const guard = std::lock_guard{mutex_};
    if (queue_.size() >= queue_max_) {
      return false;
    }
    queue_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

std::uint64_t worker_pool::failures() const {
  auto const guard = std::lock_guard{mutex_};
  return failures_;
}

void worker_pool::work(std::stop_token const& stop) {
  auto lock = std::unique_lock{mutex_};
  while (wake_.wait(lock, stop, [&] { return !queue_.empty(); }) && !stop.stop_requested()) {
    auto job = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    auto failed = false;
    try {
      job();
    } catch (std::exception const&) {
      failed = true;  // whoever waits is told by its responder going away
    }
    job = nullptr;
    lock.lock();
    failures_ += failed ? 1 : 0;
  }
}

}  // namespace chepiao::api
