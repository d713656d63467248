#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "bench/load/http_reply.h"

namespace chepiao::load {

// One keep-alive connection with at most one request in flight.
class connection {
 public:
  connection() = default;
  ~connection() { close(); }
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  // Throws std::system_error.
  void open(std::string const& host, std::uint16_t port);
  void close();
  bool is_open() const { return socket_ >= 0; }
  int socket() const { return socket_; }

  // False: broken. What the kernel does not take at once goes with flush().
  bool send(std::string_view request);
  bool flush();
  bool has_unsent() const { return sent_ < out_.size(); }

  // Reads what is there. Whole: `reply` is valid until done().
  parsed receive(http_reply& reply);
  void done();

 private:
  int socket_ = -1;
  std::string out_;
  std::size_t sent_ = 0;
  std::string in_;
  std::size_t filled_ = 0;
  std::size_t reply_bytes_ = 0;
};

}  // namespace chepiao::load
