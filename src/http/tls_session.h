#pragma once

#include <memory>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "http/session.h"

namespace chepiao::http {

// A connection over TLS 1.2 or 1.3.
class tls_session final : public session {
 public:
  tls_session(std::shared_ptr<io_thread>,
              boost::asio::ip::tcp::socket,
              std::string peer,
              boost::asio::ssl::context&);

 private:
  void open_transport() override;
  void read_some(boost::asio::mutable_buffer) override;
  void write_all(write_buffers const&) override;
  void end_writing() override;
  void close_transport() override;

  std::shared_ptr<tls_session> self();

  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
};

}  // namespace chepiao::http
