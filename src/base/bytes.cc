#include "base/bytes.h"

#include <limits>

#include "base/check.h"

namespace chepiao {

void byte_writer::put_bytes(std::span<std::byte const> bytes) {
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

void byte_writer::put_blob(std::span<std::byte const> bytes) {
  CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max());
  put(static_cast<std::uint32_t>(bytes.size()));
  put_bytes(bytes);
}

void byte_writer::put_text(std::string_view text) {
  put_blob(std::as_bytes(std::span{text.data(), text.size()}));
}

std::span<std::byte const> byte_reader::get_bytes(std::size_t size) {
  if (size > in_.size()) {
    throw corrupt_bytes{"unexpected end of data"};
  }
  auto const part = in_.first(size);
  in_ = in_.subspan(size);
  return part;
}

std::span<std::byte const> byte_reader::get_blob() {
  return get_bytes(get<std::uint32_t>());
}

std::string_view byte_reader::get_text() {
  auto const blob = get_blob();
  return {reinterpret_cast<char const*>(blob.data()), blob.size()};
}

}  // namespace chepiao
