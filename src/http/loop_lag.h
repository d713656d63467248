#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace chepiao::http {

// How long a connection whose bytes have come waits until an event loop looks at it. A probe goes
// the same way: it is made readable, queues in the kernel behind the connections that are readable
// already, and its time is taken when the loop gets to it. On the loop's thread only.
class loop_lag {
 public:
  using moment = std::chrono::steady_clock::time_point;

  // Throws std::system_error without descriptors.
  explicit loop_lag(boost::asio::io_context&);

  // The lag now; sends a probe now and then. While one is under way longer than the last one took,
  // that long.
  std::chrono::milliseconds look(moment now);

 private:
  void send(moment now);
  void arrived();

  boost::asio::posix::stream_descriptor bell_;
  std::uint64_t rung_ = 0;
  std::optional<moment> sent_;  // none: no probe is under way
  moment measured_at_{};
  std::chrono::milliseconds last_{0};
};

}  // namespace chepiao::http
