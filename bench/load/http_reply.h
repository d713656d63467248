#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace chepiao::load {

// One HTTP/1.1 reply, pointing into the bytes it was read from.
struct http_reply {
  int status = 0;
  std::string_view head;  // status line and fields
  std::string_view body;
  bool closes = false;  // the server ends the connection after it

  // The field's value without blanks at its ends; `name` in lower case.
  std::optional<std::string_view> field(std::string_view name) const;
};

enum class parsed : unsigned char { whole, partial, broken };

struct parse_result {
  parsed state = parsed::partial;
  std::size_t bytes = 0;  // of the whole reply
};

// Reads the first reply of `received`. Knows Content-Length only: a chunked one is broken.
parse_result parse(std::string_view received, http_reply&);

// The string after `"name":"` in JSON text, empty when there is none. Only for values without
// escapes, such as ids and codes. `from` is moved behind it.
std::string_view text_after(std::string_view json, std::string_view quoted_name, std::size_t& from);

}  // namespace chepiao::load
