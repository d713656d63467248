#include "http/tls_session.h"

#include <utility>

#include <boost/asio/write.hpp>

namespace chepiao::http {

tls_session::tls_session(std::shared_ptr<io_thread> thread,
                         boost::asio::ip::tcp::socket socket,
                         std::string peer,
                         boost::asio::ssl::context& context)
    : session{std::move(thread), std::move(peer)}, stream_{std::move(socket), context} {}

std::shared_ptr<tls_session> tls_session::self() {
  return std::static_pointer_cast<tls_session>(shared_from_this());
}

void tls_session::open_transport() {
  stream_.async_handshake(boost::asio::ssl::stream_base::server,
                          [self = self()](error_code ec) { self->on_opened(ec); });
}

void tls_session::read_some(boost::asio::mutable_buffer into) {
  stream_.async_read_some(
      into, [self = self()](error_code ec, std::size_t size) { self->on_read(ec, size); });
}

void tls_session::write_all(write_buffers const& bytes) {
  boost::asio::async_write(stream_, bytes,
                           [self = self()](error_code ec, std::size_t) { self->on_written(ec); });
}

// Without TLS's own farewell: every response says how long it is, so one that was cut short shows.
void tls_session::end_writing() {
  auto ignored = error_code{};
  stream_.next_layer().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

void tls_session::close_transport() {
  auto ignored = error_code{};
  stream_.next_layer().close(ignored);
}

}  // namespace chepiao::http
