#include "test/timetable/zip_maker.h"

#include <zlib.h>

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"

namespace chepiao::test {
namespace {

void put_raw(byte_writer& out, std::string_view text) {
  out.put_bytes(std::as_bytes(std::span{text.data(), text.size()}));
}

std::string text_of(std::span<std::byte const> bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

struct facts {
  std::string packed;
  std::uint64_t bytes;
  std::uint64_t compressed;
  std::uint32_t crc;
  std::uint16_t method;
};

facts facts_of(zip_part const& part) {
  auto packed = part.packed.value_or(part.deflate ? deflated(part.content) : part.content);
  auto const compressed = part.compressed_bytes.value_or(packed.size());
  return {std::move(packed), part.bytes.value_or(part.content.size()), compressed,
          part.crc.value_or(crc_of(part.content)),
          part.method.value_or(part.deflate ? std::uint16_t{8} : std::uint16_t{0})};
}

std::string zip64_field(std::uint64_t bytes, std::uint64_t compressed) {
  auto out = byte_writer{};
  out.put(std::uint16_t{1});
  out.put(std::uint16_t{16});
  out.put(bytes);
  out.put(compressed);
  return text_of(out.bytes());
}

void put_sizes(byte_writer& out,
               zip_part const& part,
               std::uint64_t bytes,
               std::uint64_t compressed) {
  auto const hidden = part.zip64 || part.zip64_without_field;
  out.put(hidden ? 0xFFFF'FFFFU : static_cast<std::uint32_t>(compressed));
  out.put(hidden ? 0xFFFF'FFFFU : static_cast<std::uint32_t>(bytes));
}

void put_local(byte_writer& out, zip_part const& part, facts const& f) {
  auto const name = part.local_name.value_or(part.name);
  auto const bytes = part.local_bytes.value_or(f.bytes);
  auto const extra = part.zip64 ? zip64_field(bytes, f.compressed) : std::string{};
  out.put(std::uint32_t{0x04034B50});
  out.put(std::uint16_t{20});
  out.put(part.flags);
  out.put(f.method);
  out.put(std::uint32_t{0x5A21'0000});
  out.put(f.crc);
  put_sizes(out, part, bytes, f.compressed);
  out.put(static_cast<std::uint16_t>(name.size()));
  out.put(static_cast<std::uint16_t>(extra.size()));
  put_raw(out, name);
  put_raw(out, extra);
  put_raw(out, f.packed);
}

void put_central(byte_writer& out, zip_part const& part, facts const& f, std::uint32_t offset) {
  auto const extra = part.zip64 ? zip64_field(f.bytes, f.compressed) : std::string{};
  out.put(std::uint32_t{0x02014B50});
  out.put(std::uint16_t{0x0314});  // made on Unix
  out.put(std::uint16_t{20});
  out.put(part.flags);
  out.put(f.method);
  out.put(std::uint32_t{0x5A21'0000});
  out.put(f.crc);
  put_sizes(out, part, f.bytes, f.compressed);
  out.put(static_cast<std::uint16_t>(part.name.size()));
  out.put(static_cast<std::uint16_t>(extra.size()));
  out.put(std::uint16_t{0});
  out.put(std::uint16_t{0});
  out.put(std::uint16_t{0});
  out.put(part.unix_mode << 16U);
  out.put(part.offset.value_or(offset));
  put_raw(out, part.name);
  put_raw(out, extra);
}

void put_zip64_end(byte_writer& out,
                   zip_ending const& ending,
                   std::uint64_t entries,
                   std::uint64_t bytes,
                   std::uint64_t offset) {
  auto const at = out.bytes().size();
  out.put(std::uint32_t{0x06064B50});
  out.put(std::uint64_t{44});
  out.put(std::uint32_t{0x002D'002D});
  out.put(std::uint64_t{0});  // this disk and the directory's
  out.put(ending.zip64_entries.value_or(entries));
  out.put(ending.zip64_entries.value_or(entries));
  out.put(bytes);
  out.put(offset);
  out.put(std::uint32_t{0x07064B50});
  out.put(std::uint32_t{0});
  out.put(ending.zip64_at.value_or(at));
  out.put(std::uint32_t{1});
}

std::string deflate_with(z_stream& stream, std::string_view text, int flush) {
  auto out = std::string{};
  auto piece = std::string(64 * 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    auto const code = ::deflate(&stream, flush);
    CHECK(code != Z_STREAM_ERROR);
    out.append(piece, 0, piece.size() - stream.avail_out);
  } while (stream.avail_out == 0);
  return out;
}

z_stream open_deflate() {
  auto stream = z_stream{};
  CHECK(::deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  return stream;
}

}  // namespace

std::string make_zip(std::vector<zip_part> const& parts, zip_ending const& ending) {
  auto out = byte_writer{};
  auto directory = byte_writer{};
  for (auto const& part : parts) {
    auto const f = facts_of(part);
    put_central(directory, part, f, static_cast<std::uint32_t>(out.bytes().size()));
    put_local(out, part, f);
  }
  auto const entries = ending.entries.value_or(parts.size());
  auto const offset =
      ending.directory_offset.value_or(static_cast<std::uint32_t>(out.bytes().size()));
  auto const bytes =
      ending.directory_bytes.value_or(static_cast<std::uint32_t>(directory.bytes().size()));
  out.put_bytes(directory.bytes());
  if (ending.zip64) {
    put_zip64_end(out, ending, entries, bytes, offset);
  }
  out.put(std::uint32_t{0x06054B50});
  out.put(std::uint32_t{0});  // this disk and the directory's
  out.put(static_cast<std::uint16_t>(ending.zip64 ? 0xFFFF : entries));
  out.put(static_cast<std::uint16_t>(ending.zip64 ? 0xFFFF : entries));
  out.put(bytes);
  out.put(offset);
  out.put(static_cast<std::uint16_t>(ending.comment.size()));
  put_raw(out, ending.comment);
  put_raw(out, ending.trailing);
  return text_of(out.bytes());
}

std::string deflated(std::string_view text) {
  auto stream = open_deflate();
  auto out = deflate_with(stream, text, Z_FINISH);
  ::deflateEnd(&stream);
  return out;
}

std::string deflated_zeros(std::uint64_t bytes) {
  auto stream = open_deflate();
  auto const piece = std::string(1024 * 1024, '\0');
  auto out = std::string{};
  for (; bytes > piece.size(); bytes -= piece.size()) {
    out += deflate_with(stream, piece, Z_NO_FLUSH);
  }
  out += deflate_with(stream, std::string_view{piece}.substr(0, bytes), Z_FINISH);
  ::deflateEnd(&stream);
  return out;
}

std::uint32_t crc_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      ::crc32(0, reinterpret_cast<Bytef const*>(text.data()), static_cast<uInt>(text.size())));
}

}  // namespace chepiao::test
