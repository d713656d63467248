#include "base/rng.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <sys/random.h>

namespace chepiao {

std::uint64_t rng::next_u64() {
  auto value = std::uint64_t{0};
  fill(std::as_writable_bytes(std::span{&value, 1}));
  return value;
}

order_id rng::next_order_id(instant now) {
  auto const ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
  auto const high = ms << 16U | (next_u64() & 0xFFFFU);
  return {high, next_u64()};
}

namespace {

void draw(std::span<std::byte> out) {
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

struct drawn_ahead {
  std::array<std::byte, 512> bytes;
  std::size_t used = sizeof bytes;
};

}  // namespace

void system_rng::fill(std::span<std::byte> out) {
  thread_local auto ahead = drawn_ahead{};
  if (out.size() > ahead.bytes.size() / 4) {
    return draw(out);
  }
  if (ahead.bytes.size() - ahead.used < out.size()) {
    draw(ahead.bytes);
    ahead.used = 0;
  }
  auto const taken = std::span{ahead.bytes}.subspan(ahead.used, out.size());
  std::ranges::copy(taken, out.begin());
  std::ranges::fill(taken, std::byte{});  // what is a secret now is kept nowhere else
  ahead.used += out.size();
}

}  // namespace chepiao
