#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

// The request target: where it points, percent-decoded with one meaning only.

namespace chepiao::http {

struct target {
  std::string path;                                        // decoded, starts with '/'
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order, duplicates kept
};

// Takes the origin and absolute forms that passed the header gate. Refuses (bad_framing) bad
// escapes, encoded or plain NUL and controls, encoded slashes and backslashes, "." and ".."
// segments, and what is not UTF-8; in the query "+" is a space.
result<target> parse_target(std::string_view);

// "a=1&b=%20" as a list, as query strings and form bodies have it; the same refusals as above, but
// for line breaks and tabs, which are allowed.
result<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view);

}  // namespace chepiao::http
