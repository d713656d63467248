#include "bench/load/api_client.h"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <boost/json.hpp>

#include "bench/load/http_reply.h"

namespace chepiao::load {
namespace {

namespace json = boost::json;

std::system_error failure(char const* what) {
  return {errno, std::generic_category(), what};
}

}  // namespace

int connected_socket(std::string const& host, std::uint16_t port) {
  auto address = sockaddr_in{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) {
    throw std::runtime_error{host + " is not an IPv4 address"};
  }
  auto const fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    throw failure("socket");
  }
  auto const yes = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (::connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
    auto const why = failure("connect");
    ::close(fd);
    throw why;
  }
  return fd;
}

std::string percent_encoded(std::string_view text) {
  auto out = std::string{};
  for (auto const c : text) {
    auto const plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    out += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

api_client::api_client(std::string const& host, std::uint16_t port)
    : socket_{connected_socket(host, port)} {}

api_client::~api_client() {
  ::close(socket_);
}

api_client::answer api_client::get(std::string_view path) {
  return exchange(fmt::format("GET {} HTTP/1.1\r\nHost: load\r\n\r\n", path));
}

api_client::answer api_client::post(std::string_view path,
                                    json::value const& body,
                                    std::string_view key) {
  auto const text = json::serialize(body);
  return exchange(
      fmt::format("POST {} HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"
                  "Idempotency-Key: {}\r\nContent-Length: {}\r\n\r\n{}",
                  path, key, text.size(), text));
}

api_client::answer api_client::exchange(std::string const& request) {
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    throw failure("send");
  }
  auto received = std::string{};
  auto piece = std::array<char, 65'536>{};
  while (true) {
    auto const count = ::recv(socket_, piece.data(), piece.size(), 0);
    if (count <= 0) {
      throw std::runtime_error{"the server ended the connection"};
    }
    received.append(piece.data(), static_cast<std::size_t>(count));
    auto reply = http_reply{};
    switch (parse(received, reply).state) {
      case parsed::partial:
        break;
      case parsed::broken:
        throw std::runtime_error{"a reply that is no HTTP: " + received.substr(0, 200)};
      case parsed::whole:
        return {.status = reply.status,
                .body = reply.body.empty() ? json::value{}
                                           : json::parse({reply.body.data(), reply.body.size()})};
    }
  }
}

}  // namespace chepiao::load
