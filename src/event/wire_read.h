#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "base/bytes.h"

namespace chepiao {

inline void require(bool holds, char const* what) {
  if (!holds) [[unlikely]] {
    throw corrupt_bytes{what};
  }
}

// What stands before a field of that number: tags of this schema are of one byte.
template <int Field, google::protobuf::internal::WireFormatLite::WireType Type>
consteval std::uint32_t one_byte_tag() {
  constexpr auto tag = google::protobuf::internal::WireFormatLite::MakeTag(Field, Type);
  static_assert(tag < 0x80);
  return tag;
}

template <int Field>
constexpr auto varint_tag =
    one_byte_tag<Field, google::protobuf::internal::WireFormatLite::WIRETYPE_VARINT>();
template <int Field>
constexpr auto fixed64_tag =
    one_byte_tag<Field, google::protobuf::internal::WireFormatLite::WIRETYPE_FIXED64>();
template <int Field>
constexpr auto length_tag =
    one_byte_tag<Field, google::protobuf::internal::WireFormatLite::WIRETYPE_LENGTH_DELIMITED>();

// Reads the fields of one message in the order in which they come. Everything throws corrupt_bytes
// for bytes that end too early and for tags and lengths that are not in their shortest form.
// Private to this room; borrows the bytes; one thread.
class wire_reader {
 public:
  explicit wire_reader(std::string_view in)
      : in_{reinterpret_cast<std::uint8_t const*>(in.data()), checked_size(in)} {}

  bool more() { return !rest().empty(); }

  // Requires more().
  std::uint32_t tag() {
    require(static_cast<std::uint8_t>(rest().front()) < 0x80, kUnknownField);
    return in_.ReadTagNoLastTag();
  }
  [[noreturn]] static void refuse_field() { throw corrupt_bytes{kUnknownField}; }

  std::uint32_t uint32() {
    auto out = std::uint32_t{};
    require(in_.ReadVarint32(&out), kTooShort);
    return out;
  }
  std::int32_t sint32() {
    return google::protobuf::internal::WireFormatLite::ZigZagDecode32(uint32());
  }
  std::int64_t int64() { return static_cast<std::int64_t>(uint64()); }
  std::uint64_t uint64() {
    auto out = std::uint64_t{};
    require(in_.ReadVarint64(&out), kTooShort);
    return out;
  }
  std::uint64_t fixed64() {
    auto out = std::uint64_t{};
    require(in_.ReadLittleEndian64(&out), kTooShort);
    return out;
  }
  // Bytes, or the fields of a message.
  std::string_view bytes() {
    auto const before = rest().size();
    auto size = 0;
    require(in_.ReadVarintSizeAsInt(&size), kTooShort);
    auto const length = static_cast<std::uint32_t>(size);
    auto const left = rest();
    require(before - left.size() == google::protobuf::io::CodedOutputStream::VarintSize32(length),
            "event: a length in a longer form than needed");
    require(length <= left.size(), kTooShort);
    in_.Skip(size);
    return left.substr(0, length);
  }

 private:
  static constexpr auto kUnknownField = "event: a field that this release does not know";
  static constexpr auto kTooShort = "event: damaged batch";

  static int checked_size(std::string_view in) {
    require(in.size() <= std::size_t{std::numeric_limits<std::int32_t>::max()},
            "event: batch too large");
    return static_cast<int>(in.size());
  }

  std::string_view rest() {
    void const* data = nullptr;
    auto size = 0;
    in_.GetDirectBufferPointerInline(&data, &size);
    return {static_cast<char const*>(data), static_cast<std::size_t>(size)};
  }

  google::protobuf::io::CodedInputStream in_;
};

}  // namespace chepiao
