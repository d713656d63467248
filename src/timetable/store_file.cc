#include "timetable/store_file.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/bytes.h"
#include "base/hash.h"
#include "timetable/timetable_wire.h"

namespace chepiao {
namespace {

constexpr auto kMagic = std::string_view{"CHEPIAOT"};
constexpr auto kVersion = std::uint32_t{1};
constexpr auto kHeaderBytes = std::size_t{8 + 4 + 32};
constexpr auto kFileBytesMax = std::uint64_t{1} << 30U;

std::filesystem::path file_in(std::filesystem::path const& folder) {
  return folder / "timetable.bin";
}

std::span<std::byte const> checked_body(std::span<std::byte const> file) {
  auto in = byte_reader{file};
  auto const magic = in.get_bytes(kMagic.size());
  if (!std::ranges::equal(magic, std::as_bytes(std::span{kMagic}))) {
    throw corrupt_bytes{"timetable.bin is not a timetable file"};
  }
  if (in.get<std::uint32_t>() != kVersion) {
    throw corrupt_bytes{"timetable.bin is of an unknown version"};
  }
  auto const wanted = in.get_bytes(32);
  auto const body = in.get_bytes(in.left());
  if (!std::ranges::equal(wanted, sha256_of(body))) {
    throw corrupt_bytes{"timetable.bin is damaged: its checksum is wrong"};
  }
  return body;
}

}  // namespace

std::optional<timetable> load_timetable(io& files, std::filesystem::path const& data_folder) {
  auto const file = files.read(file_in(data_folder), kFileBytesMax);
  if (!file) {
    return std::nullopt;
  }
  auto out = decode_timetable(checked_body(*file));
  out.build_index();
  return out;
}

void save_timetable(io& files, std::filesystem::path const& data_folder, timetable const& t) {
  auto bytes = encode_timetable(t, kHeaderBytes);
  auto header = byte_writer{};
  header.put_bytes(std::as_bytes(std::span{kMagic}));
  header.put(kVersion);
  header.put_bytes(sha256_of(std::span{bytes}.subspan(kHeaderBytes)));
  std::ranges::copy(header.bytes(), bytes.begin());
  files.write_atomic(file_in(data_folder), bytes);
}

}  // namespace chepiao
