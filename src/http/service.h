#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "http/router.h"
#include "http/server.h"

namespace chepiao::http {

struct live_figures {
  std::atomic<std::uint64_t> connections_open = 0;
  std::atomic<std::uint64_t> connections_total = 0;
  std::atomic<std::uint64_t> connections_refused = 0;
  std::atomic<std::uint64_t> requests_total = 0;
  std::atomic<std::uint64_t> requests_in_flight = 0;
  std::atomic<std::uint64_t> gate_refusals = 0;
  std::atomic<std::uint64_t> streams_open = 0;
  std::atomic<std::uint64_t> handler_failures = 0;
};

// What all connections of one server share. Outlives the server while a responder is held
// somewhere.
struct service {
  server_options const options;
  router const routes;
  handler const fallback;
  live_figures figures;
  std::atomic<bool> stopping = false;

  // Wakes the thread that waits in stop() for the last connection.
  std::mutex drained_mutex;
  std::condition_variable drained;
};

// Adds one unless `most` are there already. Any thread.
inline bool count_up(std::atomic<std::uint64_t>& counter, std::uint64_t most) {
  if (counter.fetch_add(1, std::memory_order_relaxed) < most) {
    return true;
  }
  counter.fetch_sub(1, std::memory_order_relaxed);
  return false;
}

}  // namespace chepiao::http
