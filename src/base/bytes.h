#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace chepiao {

// Bytes that do not decode: damage, or a format from the future.
class corrupt_bytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Appends little-endian integers and length-prefixed blobs to a buffer.
class byte_writer {
 public:
  template <typename Integer>
    requires std::is_integral_v<Integer> || std::is_enum_v<Integer>
  void put(Integer value) {
    auto bits = static_cast<std::uint64_t>(value);
    auto bytes = std::array<std::byte, sizeof(Integer)>{};
    for (auto& byte : bytes) {
      byte = static_cast<std::byte>(bits & 0xFFU);
      bits >>= 8U;
    }
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  void put_bytes(std::span<std::byte const>);  // as they are
  void put_blob(std::span<std::byte const>);   // u32 length, then the bytes
  void put_text(std::string_view);             // as a blob

  void reserve(std::size_t size) { out_.reserve(size); }

  std::span<std::byte const> bytes() const { return out_; }
  std::vector<std::byte> take() { return std::move(out_); }

 private:
  std::vector<std::byte> out_;
};

// Reads what byte_writer wrote; throws corrupt_bytes when there is too little.
class byte_reader {
 public:
  explicit byte_reader(std::span<std::byte const> in) : in_{in} {}

  template <typename Integer>
    requires std::is_integral_v<Integer> || std::is_enum_v<Integer>
  Integer get() {
    auto const part = get_bytes(sizeof(Integer));
    auto bits = std::uint64_t{0};
    for (auto i = sizeof(Integer); i-- > 0;) {
      bits = (bits << 8U) | std::to_integer<std::uint64_t>(part[i]);
    }
    return static_cast<Integer>(bits);
  }
  std::span<std::byte const> get_bytes(std::size_t size);
  std::span<std::byte const> get_blob();
  std::string_view get_text();

  bool at_end() const { return in_.empty(); }
  std::size_t left() const { return in_.size(); }

 private:
  std::span<std::byte const> in_;
};

}  // namespace chepiao
