#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "journal/journal.h"
#include "pipeline/snapshot_folder.h"

namespace chepiao {

// Writes snapshots in the background, one at a time.
class snapshot_thread {
 public:
  snapshot_thread(snapshot_folder folder, std::size_t kept)
      : folder_{std::move(folder)}, kept_{kept} {}
  ~snapshot_thread() { stop(); }

  void start();
  void stop();  // after what was handed over is written

  // Of the state after this durable row. Requires that busy() was false since the state was taken.
  void write_later(std::vector<std::byte> state, journal::position const& at);
  // The same, on this thread.
  void write(std::vector<std::byte> const& state, journal::position const& at);

  bool busy() const { return busy_.load(std::memory_order_acquire); }
  void reserve() { busy_.store(true, std::memory_order_release); }  // a state is being taken

  std::uint64_t written() const { return written_.load(std::memory_order_relaxed); }
  std::uint64_t failed() const { return failed_.load(std::memory_order_relaxed); }

 private:
  struct job {
    std::vector<std::byte> state;
    journal::position at;
  };
  void run();

  snapshot_folder folder_;
  std::size_t kept_;
  std::mutex mutex_;
  std::condition_variable bell_;
  std::optional<job> next_;
  bool stopping_ = false;
  std::atomic<bool> busy_ = false;
  std::atomic<std::uint64_t> written_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
  std::thread thread_;
};

}  // namespace chepiao
