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
  // Two buffers would be two records and two system calls; a record has room for 16 KB.
  std::size_t copied_body_max() const override { return std::size_t{15} * 1024; }
  void end_writing() override;
  void close_transport() override;

  std::shared_ptr<tls_session> self();

  boost::asio::ssl::stream<boost::asio::ip::tcp::socket> stream_;
};

}  // namespace chepiao::http
