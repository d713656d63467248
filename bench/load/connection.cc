#include "bench/load/connection.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench/load/api_client.h"

namespace chepiao::load {
namespace {

constexpr auto kReadBytes = std::size_t{16} << 10U;

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

void connection::open(std::string const& host, std::uint16_t port) {
  close();
  socket_ = connected_socket(host, port);
  ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
  out_.clear();
  sent_ = 0;
  filled_ = 0;
}

void connection::close() {
  if (socket_ >= 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

bool connection::send(std::string_view request) {
  out_ = request;
  sent_ = 0;
  return flush();
}

bool connection::flush() {
  auto const count =
      ::send(socket_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (count < 0) {
    return would_block();
  }
  sent_ += static_cast<std::size_t>(count);
  return true;
}

parsed connection::receive(http_reply& reply) {
  if (in_.size() < filled_ + kReadBytes) {
    in_.resize(filled_ + 2 * kReadBytes);
  }
  auto const count = ::recv(socket_, in_.data() + filled_, in_.size() - filled_, 0);
  if (count < 0) {
    return would_block() ? parsed::partial : parsed::broken;
  }
  if (count == 0) {
    return parsed::broken;
  }
  filled_ += static_cast<std::size_t>(count);
  auto const found = parse({in_.data(), filled_}, reply);
  reply_bytes_ = found.bytes;
  return found.state;
}

void connection::done() {
  std::memmove(in_.data(), in_.data() + reply_bytes_, filled_ - reply_bytes_);
  filled_ -= reply_bytes_;
  reply_bytes_ = 0;
}

}  // namespace chepiao::load
