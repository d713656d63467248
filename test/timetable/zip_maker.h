#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chepiao::test {

// One file of a zip archive, honest unless a field says otherwise.
struct zip_part {
  std::string name;
  std::string content = {};
  bool deflate = true;
  // Lies and oddities. What is not set is told truthfully.
  std::optional<std::string> packed = {};  // these bytes instead of the packed content
  std::optional<std::string> local_name = {};
  std::optional<std::uint64_t> bytes = {};  // central and local
  std::optional<std::uint64_t> compressed_bytes = {};
  std::optional<std::uint64_t> local_bytes = {};  // local only
  std::optional<std::uint32_t> crc = {};
  std::optional<std::uint32_t> offset = {};  // central: where the local header is said to be
  std::optional<std::uint16_t> method = {};
  std::uint16_t flags = 0;
  std::uint32_t unix_mode = 0;
  bool zip64 = false;                // sizes in zip64 extra fields
  bool zip64_without_field = false;  // sizes point to an extra field that is not there
};

struct zip_ending {
  std::optional<std::uint64_t> entries = {};
  std::optional<std::uint32_t> directory_bytes = {};
  std::optional<std::uint32_t> directory_offset = {};
  bool zip64 = false;  // with a zip64 end record and locator
  std::optional<std::uint64_t> zip64_entries = {};
  std::optional<std::uint64_t> zip64_at = {};  // where the locator points
  std::string comment = {};
  std::string trailing = {};
};

// Writes an archive byte by byte.
std::string make_zip(std::vector<zip_part> const&, zip_ending const& = {});

// A raw deflate stream of `text`.
std::string deflated(std::string_view text);
// A raw deflate stream of `bytes` zeros, made piece by piece.
std::string deflated_zeros(std::uint64_t bytes);
std::uint32_t crc_of(std::string_view text);

}  // namespace chepiao::test
