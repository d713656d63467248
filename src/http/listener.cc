#include "http/listener.h"

#include <system_error>
#include <utility>

#include <boost/asio/buffer.hpp>

#include "http/plain_session.h"
#include "http/tls_session.h"

namespace chepiao::http {
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
namespace {

// Out of descriptors or memory: some will come back.
constexpr auto kPauseAfterFailure = milliseconds{50};
// One a turn of the loop would let those who come wait behind all who are there already.
constexpr auto kAcceptedAtOnce = 128;

tcp::endpoint endpoint_of(server_options const& options) {
  auto ec = error_code{};
  auto const address = asio::ip::make_address(options.host, ec);
  if (!ec) {
    return {address, options.port};
  }
  auto context = asio::io_context{};
  auto resolver = tcp::resolver{context};
  auto const found =
      resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive, ec);
  if (ec) {
    throw std::system_error{ec, "cannot resolve " + options.host};
  }
  return found.begin()->endpoint();
}

void listen(tcp::acceptor& acceptor, tcp::endpoint const& at) {
  auto ec = error_code{};
  acceptor.open(at.protocol(), ec);
  if (!ec) {
    acceptor.set_option(tcp::acceptor::reuse_address{true}, ec);
  }
  if (!ec) {
    acceptor.bind(at, ec);
  }
  if (!ec) {
    acceptor.listen(asio::socket_base::max_listen_connections, ec);
  }
  if (!ec) {
    acceptor.non_blocking(true, ec);
  }
  if (ec) {
    throw std::system_error{
        ec, "cannot listen on " + at.address().to_string() + " port " + std::to_string(at.port())};
  }
}

std::string address_of(tcp::socket const& socket) {
  auto ec = error_code{};
  auto const peer = socket.remote_endpoint(ec);
  if (ec) {
    return {};
  }
  auto const address = peer.address();
  auto const is_mapped = address.is_v6() && address.to_v6().is_v4_mapped();
  return is_mapped ? make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string()
                   : address.to_string();
}

// One attempt without waiting: a client that finds the house full may also find its connection
// reset.
void turn_away(tcp::socket socket) {
  auto const full = problem(refusal_code::overloaded);
  auto text = std::string{};
  append_head(text, full, {});
  text += full.body;
  auto ignored = error_code{};
  socket.non_blocking(true, ignored);
  socket.send(asio::buffer(text), 0, ignored);
  socket.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

listener::listener(std::shared_ptr<service> shared,
                   std::vector<std::shared_ptr<io_thread>> threads,
                   asio::ssl::context* tls)
    : service_{std::move(shared)},
      threads_{std::move(threads)},
      tls_{tls},
      acceptor_{threads_.front()->context()},
      pause_{threads_.front()->context()} {
  listen(acceptor_, endpoint_of(service_->options));
  port_ = acceptor_.local_endpoint().port();
}

void listener::accept() {
  auto const turn = turn_++ % threads_.size();
  acceptor_.async_accept(threads_[turn]->context(),
                         [this, turn](error_code ec, tcp::socket socket) {
                           on_accepted(ec, turn, std::move(socket));
                         });
}

void listener::on_accepted(error_code ec, std::size_t turn, tcp::socket socket) {
  if (!acceptor_.is_open()) {
    return;
  }
  if (ec == asio::error::connection_aborted) {
    accept();
  } else if (ec) {
    accept_later();
  } else {
    welcome(turn, std::move(socket));
    accept_who_waits();
    accept();
  }
}

void listener::accept_who_waits() {
  for (auto i = 1; i < kAcceptedAtOnce; ++i) {
    auto const turn = turn_++ % threads_.size();
    auto ec = error_code{};
    auto socket = acceptor_.accept(threads_[turn]->context(), ec);
    if (ec) {
      return;  // nobody waits, or accept() will meet the same
    }
    welcome(turn, std::move(socket));
  }
}

void listener::welcome(std::size_t turn, tcp::socket socket) {
  auto& figures = service_->figures;
  if (!count_up(figures.connections_open, service_->options.connections_max)) {
    figures.connections_refused.fetch_add(1, std::memory_order_relaxed);
    if (tls_ == nullptr) {
      turn_away(std::move(socket));
    }
    return;
  }
  figures.connections_total.fetch_add(1, std::memory_order_relaxed);
  auto ignored = error_code{};
  socket.set_option(tcp::no_delay{true}, ignored);
  auto const& thread = threads_[turn];
  auto peer = address_of(socket);
  auto made = std::shared_ptr<session>{};
  if (tls_ != nullptr) {
    made = std::make_shared<tls_session>(thread, std::move(socket), std::move(peer), *tls_);
  } else {
    made = std::make_shared<plain_session>(thread, std::move(socket), std::move(peer));
  }
  thread->post([made = std::move(made)] { made->start(); });
}

void listener::accept_later() {
  pause_.expires_after(kPauseAfterFailure);
  pause_.async_wait([this](error_code ec) {
    if (!ec && acceptor_.is_open()) {
      accept();
    }
  });
}

void listener::close() {
  auto ignored = error_code{};
  acceptor_.close(ignored);
  pause_.cancel();
}

}  // namespace chepiao::http
