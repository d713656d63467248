#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "http/server.h"

namespace chepiao::http {

class session;

// The buffer between those who publish and one slow or fast reader. Never larger than its limit.
class sse_stream final : public event_stream {
 public:
  sse_stream(std::weak_ptr<session>, std::size_t buffer_max);
  ~sse_stream() override;

  bool send(std::string_view event, std::string_view data, std::string_view id) override;
  bool open() const override { return state_.load(std::memory_order_acquire) == state::open; }
  void close() override;

  // The reader's side, on the connection's io_thread: the notice has arrived, the next change sends
  // another.
  void acknowledge();
  // What waits, moved into `out`, which is cleared first.
  void take(std::string& out);
  // The reader was too slow: what waits will not fit through any more.
  bool overrun() const { return state_.load(std::memory_order_acquire) == state::overrun; }
  // The connection is gone. No notice goes back to it.
  void cut();

 private:
  enum class state : std::uint8_t { open, closed, overrun };

  void notify();

  std::weak_ptr<session> const session_;
  std::size_t const buffer_max_;
  std::atomic<state> state_ = state::open;
  std::mutex mutex_;
  std::string waiting_;
  std::size_t being_written_ = 0;
  bool notified_ = false;
};

}  // namespace chepiao::http
