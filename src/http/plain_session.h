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
  // A system call takes both buffers: beyond what the output keeps anyway, a copy costs more.
  std::size_t copied_body_max() const override { return std::size_t{2} * 1024; }
  void end_writing() override;
  void close_transport() override;

  std::shared_ptr<plain_session> self();

  boost::asio::ip::tcp::socket socket_;
};

}  // namespace chepiao::http
