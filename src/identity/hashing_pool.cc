#include "identity/hashing_pool.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <pthread.h>

namespace chepiao {

hashing_pool::hashing_pool(std::size_t threads, std::size_t queue_max) : queue_max_{queue_max} {
  for (auto i = std::size_t{0}; i < threads; ++i) {
    auto& made = threads_.emplace_back([this] { run(); });
    ::pthread_setname_np(made.native_handle(), fmt::format("hash-{}", i).c_str());
  }
}

hashing_pool::~hashing_pool() {
  stop();
}

bool hashing_pool::post(hashing_kind kind, job work) {
  {
    auto const guard = std::lock_guard{mutex_};
    if (stopping_ || !has_place(kind)) {
      return false;
    }
    queue_.push_back({.kind = kind, .work = std::move(work)});
    sign_ups_ += kind == hashing_kind::sign_up ? 1 : 0;
  }
  changed_.notify_one();
  return true;
}

bool hashing_pool::has_place(hashing_kind kind) const {
  return queue_.size() < queue_max_ &&
         (kind == hashing_kind::sign_in || sign_ups_ < std::max(queue_max_ / 2, std::size_t{1}));
}

std::size_t hashing_pool::waiting() const {
  auto const guard = std::lock_guard{mutex_};
  return queue_.size();
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
    auto next = std::move(queue_.front());
    queue_.pop_front();
    sign_ups_ -= next.kind == hashing_kind::sign_up ? 1 : 0;
    lock.unlock();
    next.work();
    next.work = nullptr;
    lock.lock();
  }
}

}  // namespace chepiao
