#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "http/server.h"

namespace chepiao::api {

// What each route answered and how long it took. Counted by any thread, without locks.
class traffic {
 public:
  // Upper bounds of the latency buckets in microseconds; the last bucket has none.
  static constexpr auto kBounds =
      std::to_array<std::uint64_t>({50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000,
                                    100'000, 250'000, 1'000'000});

  struct counters {
    std::array<std::atomic<std::uint64_t>, 6>
        by_status_class{};  // [2] = 2xx ...; [0]: never answered
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_latency{};
    std::atomic<std::uint64_t> microseconds{0};
  };
  struct seen_route {
    std::string method;
    std::string pattern;
    counters count;
  };

  // The same route, counted. Before the server starts only.
  http::route counted(http::route);
  std::deque<seen_route> const& routes() const { return routes_; }

 private:
  std::deque<seen_route> routes_;  // addresses stay
};

}  // namespace chepiao::api
