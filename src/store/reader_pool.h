#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace chepiao {

// A few readers (each a connection with its statements) shared by any number of threads. A reader
// is used by one thread at a time; who finds none free waits.
template <typename Reader>
class reader_pool {
 public:
  // `make` returns a unique_ptr to one reader; called `size` times.
  template <typename Make>
  reader_pool(std::size_t size, Make make) {
    for (auto i = std::size_t{0}; i < size; ++i) {
      free_.push_back(make());
    }
  }

  // The result of `use(reader)`.
  template <typename Use>
  auto with(Use use) {
    auto const held = lease{*this};
    return use(*held.reader);
  }

 private:
  struct lease {
    explicit lease(reader_pool& p) : pool{p} {
      auto lock = std::unique_lock{pool.mutex_};
      pool.returned_.wait(lock, [&] { return !pool.free_.empty(); });
      reader = std::move(pool.free_.back());
      pool.free_.pop_back();
    }
    ~lease() {
      {
        auto const guard = std::lock_guard{pool.mutex_};
        pool.free_.push_back(std::move(reader));
      }
      pool.returned_.notify_one();
    }
    lease(lease const&) = delete;
    lease& operator=(lease const&) = delete;

    reader_pool& pool;
    std::unique_ptr<Reader> reader;
  };

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Reader>> free_;
};

}  // namespace chepiao
