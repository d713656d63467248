#include "app/control.h"

#include <chrono>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

#include <pthread.h>
#include <sys/stat.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

namespace chepiao::app {
namespace {

using protocol = boost::asio::local::stream_protocol;

constexpr auto kLineMax = std::size_t{4096};
constexpr auto kPatience = std::chrono::seconds{2};

protocol::endpoint endpoint_of(std::filesystem::path const& data_folder) {
  return protocol::endpoint{(data_folder / "control").string()};
}

// One who asks, from connecting to the answer. Whoever says nothing is hung up on, so that nobody
// can keep the server from stopping.
class asker : public std::enable_shared_from_this<asker> {
 public:
  using answer_to = std::function<std::string(std::string const&)>;

  asker(protocol::socket peer, answer_to const& answer)
      : peer_{std::move(peer)}, patience_{peer_.get_executor()}, answer_{answer} {}

  void listen() {
    patience_.expires_after(kPatience);
    patience_.async_wait([self = shared_from_this()](boost::system::error_code error) {
      if (!error) {
        self->peer_.close();
      }
    });
    boost::asio::async_read_until(
        peer_, buffer_, '\n',
        [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
          self->patience_.cancel();
          if (!error) {
            self->reply({static_cast<char const*>(self->buffer_.data().data()), size - 1});
          }
        });
  }

 private:
  void reply(std::string const& line) {
    answered_ = said(line) + "\n";
    boost::asio::async_write(
        peer_, boost::asio::buffer(answered_),
        [self = shared_from_this()](boost::system::error_code, std::size_t) {});
  }

  std::string said(std::string const& line) {
    try {
      return answer_(line);
    } catch (std::exception const& e) {
      return std::string{"failed: "} + e.what();
    }
  }

  protocol::socket peer_;
  boost::asio::steady_timer patience_;
  boost::asio::streambuf buffer_{kLineMax};
  answer_to const& answer_;
  std::string answered_;
};

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
    ::pthread_setname_np(worker.native_handle(), "control");
  }

  ~impl() {
    context.stop();
    worker.join();
    std::filesystem::remove(file);
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code error, protocol::socket peer) {
      if (!error) {
        std::make_shared<asker>(std::move(peer), answer)->listen();
        accept();
        return;
      }
      // Out of descriptors: trying again at once would spin.
      pause.expires_after(kPatience);
      pause.async_wait([this](boost::system::error_code stopped) {
        if (!stopped) {
          accept();
        }
      });
    });
  }

  std::filesystem::path file;
  std::function<std::string(std::string const&)> answer;
  boost::asio::io_context context{1};
  protocol::acceptor acceptor;
  boost::asio::steady_timer pause{context};
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
  boost::asio::write(peer, boost::asio::buffer(line + "\n"));
  auto buffer = boost::asio::streambuf{kLineMax};
  auto const size = boost::asio::read_until(peer, buffer, '\n');
  return std::string{static_cast<char const*>(buffer.data().data()), size - 1};
}

}  // namespace chepiao::app
