#include "base/rng.h"

#include <cerrno>
#include <system_error>

#include <sys/random.h>

namespace chepiao {

std::uint64_t rng::next_u64() {
  auto value = std::uint64_t{0};
  fill(std::as_writable_bytes(std::span{&value, 1}));
  return value;
}

order_id rng::next_order_id() {
  auto const high = next_u64();
  return {high, next_u64()};
}

void system_rng::fill(std::span<std::byte> out) {
  while (!out.empty()) {
    auto const n = ::getrandom(out.data(), out.size(), 0);
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      throw std::system_error{errno, std::generic_category(), "getrandom"};
    }
    out = out.subspan(static_cast<std::size_t>(n));
  }
}

}  // namespace chepiao
