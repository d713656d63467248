#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chepiao {

struct zip_limits {
  std::uint64_t entries = 200;
  std::uint64_t directory_bytes = 1024 * 1024;
  std::uint64_t file_bytes = 512ULL * 1024 * 1024;
  std::uint64_t total_bytes = 2048ULL * 1024 * 1024;
  std::uint64_t ratio = 200;                     // uncompressed to compressed
  std::uint64_t ratio_matters_from = 64 * 1024;  // uncompressed bytes: what is smaller harms nobody
};

// A file of an archive that passed. Sizes and checksum are promises that inflating must still hold
// it to.
struct zip_entry {
  std::string name;  // relative, '/' between folders, a folder ends in '/'
  std::uint64_t compressed_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint32_t crc = 0;
};

// Judges an archive before a byte of it is inflated, by comparing its directory with its local
// headers. Returns the entries in the directory's order. The descriptor stays the caller's. Throws
// unusable_feed: not_a_zip, zip_truncated, zip_empty, zip_inconsistent, zip64_lie, zip_multi_disk,
// zip_too_many_entries, zip_file_too_large, zip_total_too_large, zip_ratio, zip_overlap,
// zip_symlink, zip_special_file, zip_unsafe_name, zip_duplicate_name, zip_encrypted, zip_method,
// zip_nested.
std::vector<zip_entry> pass_zip_gate(int file, zip_limits const& = {});

// A relative path that cannot leave its folder, on no system: no "..", no backslash, no drive ...
bool is_safe_entry_name(std::string_view);

}  // namespace chepiao
