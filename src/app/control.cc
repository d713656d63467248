#include "app/control.h"

#include <exception>
#include <thread>
#include <utility>

#include <sys/stat.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

namespace chepiao::app {
namespace {

using protocol = boost::asio::local::stream_protocol;

constexpr auto kLineMax = std::size_t{4096};

protocol::endpoint endpoint_of(std::filesystem::path const& data_folder) {
  return protocol::endpoint{(data_folder / "control").string()};
}

std::string read_line(protocol::socket& peer) {
  auto buffer = boost::asio::streambuf{kLineMax};
  auto const size = boost::asio::read_until(peer, buffer, '\n');
  auto const* text = static_cast<char const*>(buffer.data().data());
  return {text, size - 1};
}

void write_line(protocol::socket& peer, std::string const& line) {
  boost::asio::write(peer, boost::asio::buffer(line + "\n"));
}

}  // namespace

struct control_server::impl {
  impl(std::filesystem::path path, std::function<std::string(std::string const&)> a)
      : file{std::move(path)}, answer{std::move(a)}, acceptor{context} {
    // Whoever holds the folder's lock owns the socket: what lies there is left over from a crash.
    std::filesystem::remove(file);
    auto const before = ::umask(0177);
    acceptor.open();
    acceptor.bind(protocol::endpoint{file.string()});
    ::umask(before);
    acceptor.listen(4);
    accept();
    worker = std::thread{[this] { context.run(); }};
  }

  ~impl() {
    context.stop();
    worker.join();
    std::filesystem::remove(file);
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, protocol::socket peer) {
      if (!error) {
        serve(peer);
      }
      accept();
    });
  }

  void serve(protocol::socket& peer) {
    try {
      write_line(peer, said(read_line(peer)));
    } catch (boost::system::system_error const&) {
      // The one who asked has gone.
    }
  }

  std::string said(std::string const& line) {
    try {
      return answer(line);
    } catch (std::exception const& e) {
      return std::string{"failed: "} + e.what();
    }
  }

  std::filesystem::path file;
  std::function<std::string(std::string const&)> answer;
  boost::asio::io_context context{1};
  protocol::acceptor acceptor;
  std::thread worker;
};

control_server::control_server(std::filesystem::path const& data_folder,
                               std::function<std::string(std::string const& line)> answer)
    : impl_{std::make_unique<impl>(data_folder / "control", std::move(answer))} {}

control_server::~control_server() = default;

std::optional<std::string> ask_server(std::filesystem::path const& data_folder,
                                      std::string const& line) {
  auto context = boost::asio::io_context{1};
  auto peer = protocol::socket{context};
  auto error = boost::system::error_code{};
  peer.connect(endpoint_of(data_folder), error);
  if (error) {
    return std::nullopt;
  }
  write_line(peer, line);
  return read_line(peer);
}

}  // namespace chepiao::app
