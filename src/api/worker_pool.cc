#include "api/worker_pool.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>
#include <pthread.h>

namespace chepiao::api {

worker_pool::worker_pool(options chosen) : queue_max_{chosen.queue_max} {
  for (auto i = std::size_t{0}; i < chosen.threads; ++i) {
    auto& made = threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
    ::pthread_setname_np(made.native_handle(), fmt::format("worker-{}", i).c_str());
  }
}

worker_pool::~worker_pool() {
  for (auto& thread : threads_) {
    thread.request_stop();
  }
  threads_.clear();
}

bool worker_pool::run(urgency u, std::move_only_function<void()> work) {
  {
    auto const guard = std::lock_guard{mutex_};
    if (waiting_ * 100 >= queue_max_ * percent_of_queue(u)) {
      return false;
    }
    queue_[static_cast<std::size_t>(u)].push_back(std::move(work));
    ++waiting_;
  }
  wake_.notify_one();
  return true;
}

std::uint64_t worker_pool::failures() const {
  auto const guard = std::lock_guard{mutex_};
  return failures_;
}

worker_pool::job worker_pool::take() {
  auto const first = std::ranges::find_if_not(queue_, &std::deque<job>::empty);
  auto taken = std::move(first->front());
  first->pop_front();
  --waiting_;
  return taken;
}

void worker_pool::work(std::stop_token const& stop) {
  auto lock = std::unique_lock{mutex_};
  while (wake_.wait(lock, stop, [&] { return waiting_ > 0; }) && !stop.stop_requested()) {
    auto next = take();
    lock.unlock();
    auto failed = false;
    try {
      next();
    } catch (std::exception const&) {
      failed = true;  // whoever waits is told by its responder going away
    }
    next = nullptr;
    lock.lock();
    failures_ += failed ? 1 : 0;
  }
}

}  // namespace chepiao::api
