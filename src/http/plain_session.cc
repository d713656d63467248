#include "http/plain_session.h"

#include <utility>

#include <boost/asio/write.hpp>

namespace chepiao::http {

plain_session::plain_session(std::shared_ptr<io_thread> thread,
                             boost::asio::ip::tcp::socket socket,
                             std::string peer)
    : session{std::move(thread), std::move(peer)}, socket_{std::move(socket)} {}

std::shared_ptr<plain_session> plain_session::self() {
  return std::static_pointer_cast<plain_session>(shared_from_this());
}

void plain_session::open_transport() {
  on_opened({});
}

void plain_session::read_some(boost::asio::mutable_buffer into) {
  socket_.async_read_some(
      into, [self = self()](error_code ec, std::size_t size) { self->on_read(ec, size); });
}

void plain_session::write_all(write_buffers const& bytes) {
  auto done = [self = self()](error_code ec, std::size_t) { self->on_written(ec); };
  // The system call for one buffer is the cheaper one.
  if (bytes[1].size() == 0) {
    boost::asio::async_write(socket_, bytes[0], std::move(done));
  } else {
    boost::asio::async_write(socket_, bytes, std::move(done));
  }
}

void plain_session::end_writing() {
  auto ignored = error_code{};
  socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

void plain_session::close_transport() {
  auto ignored = error_code{};
  socket_.close(ignored);
}

}  // namespace chepiao::http
