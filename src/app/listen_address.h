#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chepiao::app {

struct listen_address {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080". Throws std::invalid_argument.
listen_address parse_listen_address(std::string_view);

}  // namespace chepiao::app
