#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace chepiao::test {

using header_list = std::vector<std::pair<std::string, std::string>>;

struct http_response {
  int status = 0;
  header_list headers;  // names in lower case
  std::string body;

  std::optional<std::string> header(std::string_view lower_case_name) const {
    for (auto const& [name, value] : headers) {
      if (name == lower_case_name) {
        return value;
      }
    }
    return std::nullopt;
  }
};

struct sse_event {
  std::string event;  // empty when the server named none
  std::string data;
  std::string id;
};

// One blocking HTTP/1.1 connection to this machine. Every wait ends after ten seconds at the
// latest, with an exception. One thread.
class http_client {
 public:
  explicit http_client(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    auto const patience = timeval{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    auto const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
      auto const error = errno;
      ::close(socket_);
      throw std::system_error{error, std::generic_category(), "connect"};
    }
  }
  ~http_client() {
    if (socket_ >= 0) {
      ::close(socket_);
    }
  }
  http_client(http_client&& other) noexcept
      : socket_{std::exchange(other.socket_, -1)}, received_{std::move(other.received_)} {}
  http_client& operator=(http_client&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(received_, other.received_);
    return *this;
  }
  http_client(http_client const&) = delete;
  http_client& operator=(http_client const&) = delete;

  http_response get(std::string const& target, header_list const& headers = {}) {
    return request("GET", target, {}, headers);
  }
  http_response post(std::string const& target,
                     std::string const& json,
                     header_list const& headers = {}) {
    auto all = headers;
    all.emplace_back("Content-Type", "application/json");
    return request("POST", target, json, all);
  }
  // Sends Content-Length with any body and with every POST.
  http_response request(std::string const& method,
                        std::string const& target,
                        std::string const& body,
                        header_list const& headers) {
    auto text = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (auto const& [name, value] : headers) {
      text += name + ": " + value + "\r\n";
    }
    if (!body.empty() || method == "POST") {
      text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    }
    send(text + "\r\n" + body);
    return method == "HEAD" ? receive_head() : receive();
  }

  // Bytes as they are.
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) {
        throw std::system_error{errno, std::generic_category(), "send"};
      }
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  // The next response: with a body of Content-Length bytes, or none where none is declared.
  http_response receive() {
    auto response = receive_head();
    auto const length = response.header("content-length");
    auto size = std::size_t{0};
    if (length) {
      std::from_chars(length->data(), length->data() + length->size(), size);
    }
    while (received_.size() < size) {
      need_more();
    }
    response.body = received_.substr(0, size);
    received_.erase(0, size);
    return response;
  }
  // Status line and headers only: of responses to HEAD and of event streams.
  http_response receive_head() {
    auto response = http_response{};
    auto const status_line = read_line();
    if (!status_line.starts_with("HTTP/1.1 ") || status_line.size() < 12) {
      throw std::runtime_error{"not a status line: " + status_line};
    }
    std::from_chars(status_line.data() + 9, status_line.data() + 12, response.status);
    for (auto line = read_line(); !line.empty(); line = read_line()) {
      auto const colon = line.find(':');
      auto name = line.substr(0, colon);
      std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
      auto const value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
      response.headers.emplace_back(std::move(name), line.substr(value));
    }
    return response;
  }
  // Without its line end.
  std::string read_line() {
    while (received_.find('\n') == std::string::npos) {
      need_more();
    }
    auto const end = received_.find('\n');
    auto line = received_.substr(0, end);
    received_.erase(0, end + 1);
    if (line.ends_with('\r')) {
      line.pop_back();
    }
    return line;
  }
  // The next event of a stream; comments (heartbeats) are skipped.
  sse_event read_event() {
    auto event = sse_event{};
    auto begun = 0;
    for (auto line = read_line();; line = read_line()) {
      if (line.empty()) {
        if (begun > 0) {
          return event;
        }
      } else if (!line.starts_with(':')) {
        take_field(event, line);
        ++begun;
      }
    }
  }
  // Waits for the server's end of the connection: true when it closes (or resets) without sending
  // more.
  bool closed_by_server() {
    if (!received_.empty()) {
      return false;
    }
    auto byte = char{};
    auto const size = ::recv(socket_, &byte, 1, 0);
    return size == 0 || (size < 0 && errno == ECONNRESET);
  }

  int descriptor() const { return socket_; }

 private:
  static void take_field(sse_event& event, std::string const& line) {
    auto const colon = line.find(": ");
    auto const name = line.substr(0, colon);
    auto const value = colon == std::string::npos ? std::string{} : line.substr(colon + 2);
    if (name == "event") {
      event.event = value;
    } else if (name == "id") {
      event.id = value;
    } else if (name == "data") {
      event.data += (event.data.empty() ? "" : "\n") + value;
    }
  }

  void need_more() {
    char bytes[16'384];
    auto const size = ::recv(socket_, bytes, sizeof bytes, 0);
    if (size == 0) {
      throw std::runtime_error{"the server closed the connection"};
    }
    if (size < 0) {
      throw std::system_error{errno, std::generic_category(), "recv"};
    }
    received_.append(bytes, static_cast<std::size_t>(size));
  }

  int socket_;
  std::string received_;
};

}  // namespace chepiao::test
