#include "http/target.h"

#include <string>

#include <fmt/format.h>

#include "base/check.h"
#include "test/fuzz/fuzz.h"

// Paths and query strings: what is decoded means the same when it is escaped again.

namespace chepiao::fuzz {
namespace {

std::string escaped(std::string_view text, std::string_view plain) {
  auto out = std::string{};
  for (auto const c : text) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string form_of(std::vector<std::pair<std::string, std::string>> const& list) {
  auto out = std::string{};
  for (auto const& [name, value] : list) {
    out += out.empty() ? "" : "&";
    out += escaped(name, "") + '=' + escaped(value, "");
  }
  return out;
}

void check_form(std::string_view input) {
  if (auto const form = http::parse_form(input)) {
    auto const again = http::parse_form(form_of(*form));
    CHECK(again.has_value() && *again == *form);
  }
}

}  // namespace

void try_input(std::string_view input) {
  check_form(input);
  auto const seen = http::parse_target(input);
  if (!seen) {
    return;
  }
  auto const& path = seen->path;
  CHECK(path.find('\0') == std::string::npos && path.find('\\') == std::string::npos);
  CHECK(("/" + path + "/").find("/../") == std::string::npos);
  CHECK(("/" + path + "/").find("/./") == std::string::npos);
  if (!path.starts_with('/')) {
    return;  // the gate passes no such target
  }
  auto const query = form_of(seen->query);
  auto const again = http::parse_target(escaped(path, "/") + (query.empty() ? "" : "?" + query));
  CHECK(again.has_value() && again->path == path && again->query == seen->query);
}

}  // namespace chepiao::fuzz
