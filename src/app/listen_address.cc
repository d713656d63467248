#include "app/listen_address.h"

#include <charconv>
#include <stdexcept>

namespace chepiao::app {

listen_address parse_listen_address(std::string_view text) {
  auto const bad = [&] {
    return std::invalid_argument{"--listen wants HOST:PORT, not \"" + std::string{text} + "\""};
  };
  auto const colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    throw bad();
  }
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  auto const digits = text.substr(colon + 1);
  auto port = std::uint16_t{0};
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (host.empty() || error != std::errc{} || end != digits.data() + digits.size()) {
    throw bad();
  }
  return {.host = std::string{host}, .port = port};
}

}  // namespace chepiao::app
