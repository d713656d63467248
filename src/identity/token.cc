#include "identity/token.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "identity/text.h"

namespace chepiao {
namespace {

constexpr auto kTokenSize = std::size_t{43};  // 256 bits, 6 a character

constexpr auto kAlphabet =
    std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};

std::string base64url(std::span<std::byte const> bytes) {
  auto text = std::string{};
  auto bits = 0U;
  auto waiting = 0U;
  for (auto const b : bytes) {
    bits = (bits << 8U) | std::to_integer<unsigned>(b);
    waiting += 8;
    while (waiting >= 6) {
      waiting -= 6;
      text += kAlphabet[(bits >> waiting) & 63U];
    }
  }
  if (waiting > 0) {
    text += kAlphabet[(bits << (6 - waiting)) & 63U];
  }
  return text;
}

}  // namespace

std::string new_token(rng& random) {
  auto bytes = std::array<std::byte, 32>{};
  random.fill(bytes);
  return base64url(bytes);
}

std::optional<digest256> digest_of_token(std::string_view token) {
  auto const is_one = token.size() == kTokenSize && std::ranges::all_of(token, [](char c) {
                        return is_letter(c) || is_digit(c) || c == '-' || c == '_';
                      });
  return is_one ? std::optional{sha256{}.update(token).finish()} : std::nullopt;
}

}  // namespace chepiao
