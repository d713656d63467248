#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "base/bytes.h"

// Rows of fixed size in snapshots: put together and taken apart in one piece, since there are
// millions of them. The same little-endian bytes as byte_writer would write.

namespace chepiao {

static_assert(std::endian::native == std::endian::little);

template <std::size_t Size>
class row_packer {
 public:
  template <typename Value>
    requires std::is_integral_v<Value> || std::is_enum_v<Value>
  row_packer& put(Value value) {
    std::memcpy(bytes_.data() + at_, &value, sizeof value);
    at_ += sizeof value;
    return *this;
  }
  row_packer& put(std::span<std::byte const> part) {
    std::memcpy(bytes_.data() + at_, part.data(), part.size());
    at_ += part.size();
    return *this;
  }
  std::span<std::byte const, Size> bytes() const { return bytes_; }

 private:
  std::array<std::byte, Size> bytes_{};
  std::size_t at_ = 0;
};

template <std::size_t Size>
class row_unpacker {
 public:
  explicit row_unpacker(byte_reader& in) : bytes_{in.get_bytes(Size)} {}  // throws corrupt_bytes

  template <typename Value>
    requires std::is_integral_v<Value> || std::is_enum_v<Value>
  Value get() {
    auto value = Value{};
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  void get(std::span<std::byte> part) {
    std::memcpy(part.data(), bytes_.data() + at_, part.size());
    at_ += part.size();
  }

 private:
  std::span<std::byte const> bytes_;
  std::size_t at_ = 0;
};

// Sizes on disk.
constexpr auto kOrderBytes = std::size_t{16 + 8 + 8 + 4 + 4 + 1 + 1 + 1 + 1};
constexpr auto kTicketBytes = std::size_t{8 + 8 + 8 + 4 + 4 + 2 + 2 + 2 + 1 + 1 + 1};
constexpr auto kKeyBytes = std::size_t{16 + 8 + 8 + 4 + 1 + 1};

}  // namespace chepiao
