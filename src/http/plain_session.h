#pragma once

#include <memory>
#include <string>

#include <boost/asio/ip/tcp.hpp>

#include "http/session.h"

namespace chepiao::http {

// A connection without TLS.
class plain_session final : public session {
 public:
  plain_session(std::shared_ptr<io_thread>, boost::asio::ip::tcp::socket, std::string peer);

 private:
  void open_transport() override;
  void read_some(boost::asio::mutable_buffer) override;
  void write_all(write_buffers const&) override;
  void end_writing() override;
  void close_transport() override;

  std::shared_ptr<plain_session> self();

  boost::asio::ip::tcp::socket socket_;
};

}  // namespace chepiao::http
