#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/server.h"

namespace chepiao::http {

enum class after_response : std::uint8_t { keep_alive, close };

// What of the request decides how its response is framed.
struct response_frame {
  std::string_view date = {};  // left out when empty
  after_response then = after_response::close;
  bool version_1_0 = false;
};

// Appends status line and header fields, with Content-Length of the whole body, and the empty line.
// Framing and Date are the server's: a handler's fields of those names are left out.
void append_head(std::string& out, response const&, response_frame const&);
void append_stream_head(std::string& out, std::string_view date);

// Whether the response can be put on the wire as it is: no line breaks where one line belongs.
bool is_sendable(response const&);

// For what has no refusal: a bug or a failure behind the handler.
response internal_error();

// Statuses whose responses have no body by definition.
bool is_bodiless(int status);

}  // namespace chepiao::http
