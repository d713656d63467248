#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/server.h"
#include "test/support/http_client.h"

namespace chepiao::http::test {

using chepiao::test::http_client;
using chepiao::test::http_response;

// A started server on a free port.
class test_server {
 public:
  explicit test_server(std::vector<route> routes,
                       server_options options = {},
                       handler fallback = {})
      : server_{on_free_port(std::move(options)), std::move(routes), std::move(fallback)} {
    server_.start();
  }

  http_client connect() const { return http_client{server_.port()}; }
  server* operator->() { return &server_; }

 private:
  static server_options on_free_port(server_options options) {
    options.port = 0;
    return options;
  }

  server server_;
};

inline handler answering(std::string body) {
  return [body = std::move(body)](request, std::unique_ptr<responder> reply) {
    reply->respond({.content_type = "text/plain", .headers = {}, .body = body});
  };
}

// Answers with the request's body.
inline handler echo() {
  return [](request asked, std::unique_ptr<responder> reply) {
    reply->respond({.content_type = "text/plain", .headers = {}, .body = std::move(asked.body)});
  };
}

inline route get(std::string pattern, handler handle) {
  return {.method = "GET", .pattern = std::move(pattern), .handle = std::move(handle)};
}

inline route post(std::string pattern, handler handle, std::size_t body_max = 1024) {
  return {.method = "POST",
          .pattern = std::move(pattern),
          .handle = std::move(handle),
          .body_max = body_max};
}

}  // namespace chepiao::http::test
