#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace chepiao {

// The records of a zip file as they stand, nothing believed yet:
//   [local header, data, descriptor?]*  [central entry]*  [zip64 end, zip64 locator]?  end
//   [trailing]?

// A file read at any place. Does not own the descriptor.
class zip_bytes {
 public:
  explicit zip_bytes(int file);
  std::uint64_t size() const { return size_; }
  // Exactly `size` bytes; throws unusable_feed "zip_truncated" when they are not there.
  std::vector<std::byte> read(std::uint64_t offset, std::uint64_t size) const;

 private:
  int file_;
  std::uint64_t size_ = 0;
};

struct zip_directory {
  std::uint64_t entries = 0;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct zip_record {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::uint64_t compressed_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint32_t unix_mode = 0;    // central only
  std::uint64_t offset = 0;       // of the local header
  std::uint64_t data_offset = 0;  // local only
};

constexpr unsigned kZipEncrypted = 0x0001;
constexpr unsigned kZipHasDescriptor = 0x0008;  // sizes follow the data, the local header may say 0
constexpr unsigned kZipStrongEncryption = 0x0040;
constexpr unsigned kZipMaskedHeaders = 0x2000;

// Finds the end record (its comment and trailing data may follow) and what it says of the
// directory. Throws unusable_feed: not_a_zip, zip_multi_disk, zip_inconsistent, zip64_lie,
// zip_truncated.
zip_directory find_zip_directory(zip_bytes const&);

// The directory's entries. Requires that `bytes` and `entries` are small: it is read whole.
// Throws unusable_feed: zip_inconsistent, zip64_lie, zip_truncated.
std::vector<zip_record> read_zip_directory(zip_bytes const&, zip_directory const&);

// The local header that stands before an entry's data. Throws like the others.
zip_record read_local_header(zip_bytes const&, std::uint64_t offset);

}  // namespace chepiao
