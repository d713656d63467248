#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/io_thread.h"

namespace chepiao::http {

// Accepts connections on the first io_thread and deals them out to all in turn.
class listener {
 public:
  // Binds and listens; throws std::system_error. `tls` null: without TLS; else it outlives all
  // sessions.
  listener(std::shared_ptr<service>,
           std::vector<std::shared_ptr<io_thread>>,
           boost::asio::ssl::context* tls);

  std::uint16_t port() const { return port_; }

  // Both on the first io_thread.
  void accept();
  void close();

 private:
  void on_accepted(boost::system::error_code, std::size_t turn, boost::asio::ip::tcp::socket);
  void welcome(std::size_t turn, boost::asio::ip::tcp::socket);
  void accept_who_waits();
  void accept_later();

  std::shared_ptr<service> service_;
  std::vector<std::shared_ptr<io_thread>> threads_;
  boost::asio::ssl::context* tls_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  std::size_t turn_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace chepiao::http
