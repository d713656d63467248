#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/refusal.h"

// The HTTP/1.1 server: header gate, bounded everything, graceful stop. Knows nothing of tickets.

namespace chepiao::http {

struct request {
  std::string method;  // "GET", "POST" ...
  std::string path;    // decoded, without query; starts with '/'
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::vector<std::string> captures;  // values of the route's {placeholders}, decoded, in order
  std::string body;
  std::string peer;     // address without port
  milliseconds lag{0};  // how long requests wait now before a thread of the server looks at them

  std::optional<std::string_view> header(std::string_view lower_case_name) const;
  std::optional<std::string_view> query_value(std::string_view name) const;  // the first
};

struct response {
  int status = 200;
  std::string_view content_type = "application/json";  // a literal, or as long-lived as one
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  // Goes in place of `body` when there is one: for bodies that many responses have in common.
  std::shared_ptr<std::string const> shared_body = {};

  std::string const& content() const { return shared_body ? *shared_body : body; }
};

// RFC 9457 problem details with a stable `code`, the texts in zh and en, and Retry-After where it
// helps (of `overloaded`: 1 to 5 seconds, another one each time).
response problem(refusal const&);

// A server-sent-events stream towards one client. Handlers keep it and write from any thread;
// dropping it closes it.
class event_stream {
 public:
  virtual ~event_stream() = default;
  // False when the client is gone or reads too slowly (the stream is then closed); never blocks.
  virtual bool send(std::string_view event, std::string_view data, std::string_view id) = 0;
  virtual bool open() const = 0;
  virtual void close() = 0;
};

// Answers one request. Call exactly one of respond and stream, once, from any thread (a second call
// is a bug); dropping the responder without answering sends 500. May outlive the server.
class responder {
 public:
  virtual ~responder() = default;
  virtual void respond(response) = 0;
  // Starts a stream; null when there are too many (the client is then answered too_many_streams).
  virtual std::shared_ptr<event_stream> stream() = 0;
};

using handler = std::function<void(request, std::unique_ptr<responder>)>;

struct route {
  std::string method;
  std::string pattern;  // "/api/v1/orders/{id}/payments"
  handler handle = {};
  std::size_t body_max = 0;  // bytes; 0: a body is refused
};

struct tls_files {
  std::filesystem::path certificate_chain;
  std::filesystem::path private_key;
};

struct server_options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  int io_threads = 0;         // 0: one per core but one, at least one
  std::size_t connections_max = 4096;
  std::size_t streams_max = 1024;
  std::size_t header_bytes_max = 8192;
  std::size_t headers_max = 64;
  std::size_t requests_in_flight_max = 4096;
  milliseconds header_deadline{10'000};  // from the first byte to the end of the headers
  milliseconds body_deadline{30'000};
  milliseconds idle_deadline{60'000};
  milliseconds write_deadline{30'000};
  milliseconds stop_deadline{10'000};      // for requests in flight
  milliseconds stream_heartbeat{15'000};   // a comment on streams that say nothing
  std::size_t stream_buffer_max = 65'536;  // bytes a reader of a stream may lag behind
  std::optional<tls_files> tls = {};
};

struct server_figures {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_total = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t requests_total = 0;
  std::uint64_t requests_in_flight = 0;
  std::uint64_t gate_refusals = 0;
  std::uint64_t streams_open = 0;
  std::uint64_t handler_failures = 0;  // requests answered 500
};

class server {
 public:
  // `fallback` answers every GET and HEAD that no route matches (the web application); may be
  // empty. Handlers run on the server's own threads and must not block; what they throw is answered
  // 500. None is called after stop() has returned. Throws std::invalid_argument for routes that
  // contradict each other.
  server(server_options, std::vector<route>, handler fallback);
  ~server();

  void start();                // binds and listens; throws std::system_error; once
  std::uint16_t port() const;  // after start
  // Stops accepting, lets requests in flight finish (up to the deadline), closes streams.
  // Idempotent; not from a handler.
  void stop();
  server_figures figures() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao::http
