#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "base/check.h"

namespace chepiao {

// Writes the fields of one message after another, as protobuf writes them when they are put in the
// order of their numbers: a number of zero and bytes of no length are left out, a message never is.
// Private to this room; one thread.
class wire_writer {
 public:
  // `expected`: bytes that should suffice; more is taken when they do not.
  explicit wire_writer(std::size_t expected) : out_(expected + kFieldBytesMax) {
    at_ = data();
    end_ = at_ + out_.size();
  }
  wire_writer(wire_writer const&) = delete;
  wire_writer& operator=(wire_writer const&) = delete;

  void raw(std::byte value) {
    make_room(1);
    *at_++ = std::to_integer<std::uint8_t>(value);
  }
  void uint32(int field, std::uint32_t value) {
    put(field, value, [](auto... it) { return format::WriteUInt32ToArray(it...); });
  }
  void sint32(int field, std::int32_t value) {
    put(field, value, [](auto... it) { return format::WriteSInt32ToArray(it...); });
  }
  void int64(int field, std::int64_t value) {
    put(field, value, [](auto... it) { return format::WriteInt64ToArray(it...); });
  }
  void uint64(int field, std::uint64_t value) {
    put(field, value, [](auto... it) { return format::WriteUInt64ToArray(it...); });
  }
  void fixed64(int field, std::uint64_t value) {
    put(field, value, [](auto... it) { return format::WriteFixed64ToArray(it...); });
  }
  void bytes(int field, std::string_view value) {
    if (!value.empty()) {
      make_room(kFieldBytesMax + value.size());
      at_ = format::WriteTagToArray(field, format::WIRETYPE_LENGTH_DELIMITED, at_);
      at_ = stream::WriteVarint32ToArray(length_of(value.size()), at_);
      at_ = stream::WriteRawToArray(value.data(), static_cast<int>(value.size()), at_);
    }
  }

  // The fields that `put_fields` writes are the message's.
  template <typename PutFields>
  void message(int field, PutFields put_fields) {
    make_room(kFieldBytesMax);
    at_ = format::WriteTagToArray(field, format::WIRETYPE_LENGTH_DELIMITED, at_) + 1;
    auto const begin = at_ - data();
    put_fields();
    close(begin);
  }

  std::vector<std::byte> take() {
    out_.resize(static_cast<std::size_t>(at_ - data()));
    return std::move(out_);
  }

 private:
  using format = google::protobuf::internal::WireFormatLite;
  using stream = google::protobuf::io::CodedOutputStream;

  // A tag and a varint, of ten bytes at most each.
  static constexpr auto kFieldBytesMax = std::size_t{20};

  template <typename Number, typename Write>
  void put(int field, Number value, Write write) {
    if (value != 0) {
      make_room(kFieldBytesMax);
      at_ = write(field, value, at_);
    }
  }

  static std::uint32_t length_of(std::size_t size) {
    CHECK(size <= std::size_t{std::numeric_limits<std::int32_t>::max()});
    return static_cast<std::uint32_t>(size);
  }

  // Most messages are short: one byte was left for the length, and a longer one moves the message.
  void close(std::ptrdiff_t begin) {
    auto const size = length_of(static_cast<std::size_t>(at_ - data() - begin));
    auto const more = stream::VarintSize32(size) - 1;
    if (more > 0) {
      make_room(more);
      std::memmove(data() + begin + more, data() + begin, size);
      at_ += more;
    }
    stream::WriteVarint32ToArray(size, data() + begin - 1);
  }

  void make_room(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) {
      grow(bytes);
    }
  }

  void grow(std::size_t bytes) {
    auto const used = static_cast<std::size_t>(at_ - data());
    out_.resize(std::max(2 * out_.size(), used + bytes));
    at_ = data() + used;
    end_ = data() + out_.size();
  }

  std::uint8_t* data() { return reinterpret_cast<std::uint8_t*>(out_.data()); }

  std::vector<std::byte> out_;  // written up to at_
  std::uint8_t* at_ = nullptr;
  std::uint8_t* end_ = nullptr;
};

}  // namespace chepiao
