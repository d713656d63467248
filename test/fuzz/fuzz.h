#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace chepiao::fuzz {

// One input of a target: each target's file defines it. What must hold is CHECKed; what is thrown
// beyond that is a finding.
void try_input(std::string_view input);

inline std::span<std::byte const> bytes_of(std::string_view text) {
  return std::as_bytes(std::span{text});
}
inline std::string_view text_of(std::span<std::byte const> bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace chepiao::fuzz
