#include "timetable/zip_format.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <span>
#include <system_error>

#include "base/bytes.h"
#include "timetable/import_report.h"

namespace chepiao {
namespace {

constexpr std::uint32_t kEndMark = 0x06054B50;
constexpr std::uint32_t kEnd64Mark = 0x06064B50;
constexpr std::uint32_t kLocator64Mark = 0x07064B50;
constexpr std::uint32_t kCentralMark = 0x02014B50;
constexpr std::uint32_t kLocalMark = 0x04034B50;
constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kEnd64Bytes = 56;
constexpr std::uint64_t kLocator64Bytes = 20;
constexpr std::uint64_t kLocalBytes = 30;
constexpr std::uint64_t kTailMax = kEndBytes + 0xFFFF;
constexpr std::uint32_t kFull32 = 0xFFFF'FFFF;
constexpr std::uint16_t kFull16 = 0xFFFF;
constexpr std::uint16_t kZip64Field = 0x0001;

[[noreturn]] void refuse_zip(char const* code, std::string const& what) {
  throw unusable_feed{code, what};
}

[[noreturn]] void inconsistent(std::string const& what) {
  refuse_zip("zip_inconsistent", "the archive contradicts itself: " + what);
}

std::string text_of(std::span<std::byte const> bytes) {
  auto out = std::string(bytes.size(), '\0');
  std::ranges::transform(bytes, out.begin(), [](std::byte b) { return static_cast<char>(b); });
  return out;
}

std::uint32_t mark_at(std::span<std::byte const> bytes, std::size_t at) {
  return byte_reader{bytes.subspan(at, 4)}.get<std::uint32_t>();
}

// Where the end record begins: the last one whose comment fits into the file.
std::uint64_t find_end(zip_bytes const& zip) {
  if (zip.size() < kEndBytes) {
    refuse_zip("not_a_zip", "the file is not a zip archive (too short)");
  }
  auto const tail_bytes = std::min(zip.size(), kTailMax);
  auto const tail = zip.read(zip.size() - tail_bytes, tail_bytes);
  for (auto at = tail.size() - kEndBytes + 1; at-- > 0;) {
    if (mark_at(tail, at) != kEndMark) {
      continue;
    }
    auto const comment = byte_reader{std::span{tail}.subspan(at + 20, 2)}.get<std::uint16_t>();
    if (at + kEndBytes + comment <= tail.size()) {
      return zip.size() - tail_bytes + at;
    }
  }
  auto const begin = zip.read(0, 4);
  if (mark_at(begin, 0) == kLocalMark) {
    refuse_zip("zip_truncated", "the zip archive is cut off: it has no directory");
  }
  refuse_zip("not_a_zip", "the file is not a zip archive");
}

struct end_record {
  std::uint64_t disk = 0;
  std::uint64_t directory_disk = 0;
  std::uint64_t entries_here = 0;
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t directory_offset = 0;
};

end_record read_end(zip_bytes const& zip, std::uint64_t at) {
  auto const bytes = zip.read(at, kEndBytes);
  auto in = byte_reader{bytes};
  in.get<std::uint32_t>();
  auto end = end_record{};
  end.disk = in.get<std::uint16_t>();
  end.directory_disk = in.get<std::uint16_t>();
  end.entries_here = in.get<std::uint16_t>();
  end.entries = in.get<std::uint16_t>();
  end.directory_bytes = in.get<std::uint32_t>();
  end.directory_offset = in.get<std::uint32_t>();
  return end;
}

bool asks_for_zip64(end_record const& end) {
  return end.entries == kFull16 || end.entries_here == kFull16 || end.directory_bytes == kFull32 ||
         end.directory_offset == kFull32;
}

// Where the zip64 end record begins, if there is a locator for one before the end record.
std::optional<std::uint64_t> find_end64(zip_bytes const& zip, std::uint64_t end_at) {
  if (end_at < kLocator64Bytes) {
    return std::nullopt;
  }
  auto const bytes = zip.read(end_at - kLocator64Bytes, kLocator64Bytes);
  auto in = byte_reader{bytes};
  if (in.get<std::uint32_t>() != kLocator64Mark) {
    return std::nullopt;
  }
  auto const disk = in.get<std::uint32_t>();
  auto const at = in.get<std::uint64_t>();
  auto const disks = in.get<std::uint32_t>();
  if (disk != 0 || disks > 1) {
    refuse_zip("zip_multi_disk", "archives in several parts are not read");
  }
  if (end_at < kLocator64Bytes + kEnd64Bytes || at > end_at - kLocator64Bytes - kEnd64Bytes) {
    refuse_zip("zip64_lie", "the zip64 locator points outside of the file");
  }
  return at;
}

end_record read_end64(zip_bytes const& zip, std::uint64_t at, std::uint64_t end_at) {
  auto const bytes = zip.read(at, kEnd64Bytes);
  auto in = byte_reader{bytes};
  if (in.get<std::uint32_t>() != kEnd64Mark) {
    refuse_zip("zip64_lie", "the zip64 locator does not point to a zip64 end record");
  }
  if (in.get<std::uint64_t>() != end_at - kLocator64Bytes - at - 12) {
    refuse_zip("zip64_lie", "the zip64 end record has a wrong size");
  }
  in.get<std::uint32_t>();  // versions
  auto end = end_record{};
  end.disk = in.get<std::uint32_t>();
  end.directory_disk = in.get<std::uint32_t>();
  end.entries_here = in.get<std::uint64_t>();
  end.entries = in.get<std::uint64_t>();
  end.directory_bytes = in.get<std::uint64_t>();
  end.directory_offset = in.get<std::uint64_t>();
  return end;
}

// A 32-bit field must say "see zip64" or the same.
void must_agree(std::uint64_t small, std::uint64_t full, std::uint64_t large) {
  if (small != full && small != large) {
    refuse_zip("zip64_lie", "the end record and the zip64 end record contradict each other");
  }
}

// Replaces the sizes and the offset that say "see zip64" with those of the extra field.
void apply_zip64(zip_record& record, std::span<std::byte const> extra, bool with_offset) {
  auto wanted = std::vector<std::uint64_t*>{};
  for (auto* value : {&record.bytes, &record.compressed_bytes}) {
    if (*value == kFull32) {
      wanted.push_back(value);
    }
  }
  if (with_offset && record.offset == kFull32) {
    wanted.push_back(&record.offset);
  }
  auto in = byte_reader{extra};
  while (in.left() >= 4) {
    auto const id = in.get<std::uint16_t>();
    auto const size = in.get<std::uint16_t>();
    if (size > in.left()) {
      inconsistent("an extra field is longer than its header");
    }
    auto field = byte_reader{in.get_bytes(size)};
    for (; id == kZip64Field && !wanted.empty() && field.left() >= 8;
         wanted.erase(wanted.begin())) {
      *wanted.front() = field.get<std::uint64_t>();
    }
  }
  if (!wanted.empty()) {
    refuse_zip("zip64_lie", "a file of the archive promises zip64 sizes and has none");
  }
}

// The part that local headers and central entries share, from the flags to the uncompressed size.
zip_record read_common(byte_reader& in) {
  auto record = zip_record{};
  record.flags = in.get<std::uint16_t>();
  record.method = in.get<std::uint16_t>();
  in.get<std::uint32_t>();  // time and date
  record.crc = in.get<std::uint32_t>();
  record.compressed_bytes = in.get<std::uint32_t>();
  record.bytes = in.get<std::uint32_t>();
  return record;
}

zip_record read_central(byte_reader& in) {
  if (in.get<std::uint32_t>() != kCentralMark) {
    inconsistent("the directory does not hold the entries that it promises");
  }
  in.get<std::uint32_t>();  // versions
  auto record = read_common(in);
  auto const name_bytes = in.get<std::uint16_t>();
  auto const extra_bytes = in.get<std::uint16_t>();
  auto const comment_bytes = in.get<std::uint16_t>();
  auto const disk = in.get<std::uint16_t>();
  in.get<std::uint16_t>();  // internal attributes
  record.unix_mode = in.get<std::uint32_t>() >> 16U;
  record.offset = in.get<std::uint32_t>();
  record.name = text_of(in.get_bytes(name_bytes));
  apply_zip64(record, in.get_bytes(extra_bytes), true);
  in.get_bytes(comment_bytes);
  if (disk != 0) {
    refuse_zip("zip_multi_disk", "archives in several parts are not read");
  }
  return record;
}

}  // namespace

zip_bytes::zip_bytes(int file) : file_{file} {
  struct stat about{};
  if (::fstat(file, &about) != 0) {
    throw std::system_error{errno, std::generic_category(), "cannot read the archive"};
  }
  size_ = static_cast<std::uint64_t>(about.st_size);
}

std::vector<std::byte> zip_bytes::read(std::uint64_t offset, std::uint64_t size) const {
  if (offset > size_ || size > size_ - offset) {
    refuse_zip("zip_truncated", "the zip archive is cut off");
  }
  auto out = std::vector<std::byte>(size);
  auto done = std::uint64_t{0};
  while (done < size) {
    auto const got =
        ::pread(file_, out.data() + done, size - done, static_cast<::off_t>(offset + done));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw std::system_error{errno, std::generic_category(), "cannot read the archive"};
    }
    if (got == 0) {
      refuse_zip("zip_truncated", "the zip archive became shorter while it was read");
    }
    done += static_cast<std::uint64_t>(got);
  }
  return out;
}

zip_directory find_zip_directory(zip_bytes const& zip) {
  auto const end_at = find_end(zip);
  auto end = read_end(zip, end_at);
  auto directory_end = end_at;
  if (auto const end64_at = find_end64(zip, end_at)) {
    auto const large = read_end64(zip, *end64_at, end_at);
    must_agree(end.entries, kFull16, large.entries);
    must_agree(end.entries_here, kFull16, large.entries_here);
    must_agree(end.directory_bytes, kFull32, large.directory_bytes);
    must_agree(end.directory_offset, kFull32, large.directory_offset);
    end = large;
    directory_end = *end64_at;
  } else if (asks_for_zip64(end)) {
    refuse_zip("zip64_lie", "the end record promises a zip64 end record and there is none");
  }
  if (end.disk != 0 || end.directory_disk != 0 || end.entries != end.entries_here) {
    refuse_zip("zip_multi_disk", "archives in several parts are not read");
  }
  if (end.directory_offset > directory_end ||
      directory_end - end.directory_offset != end.directory_bytes) {
    inconsistent("its directory is not where the end record says");
  }
  return {end.entries, end.directory_offset, end.directory_bytes};
}

std::vector<zip_record> read_zip_directory(zip_bytes const& zip, zip_directory const& directory) {
  auto const bytes = zip.read(directory.offset, directory.bytes);
  auto in = byte_reader{bytes};
  auto records = std::vector<zip_record>{};
  try {
    for (auto i = std::uint64_t{0}; i < directory.entries; ++i) {
      records.push_back(read_central(in));
    }
  } catch (corrupt_bytes const&) {
    inconsistent("the directory ends within an entry");
  }
  if (!in.at_end()) {
    inconsistent("the directory holds more than the entries that it promises");
  }
  return records;
}

zip_record read_local_header(zip_bytes const& zip, std::uint64_t offset) {
  auto const bytes = zip.read(offset, kLocalBytes);
  auto in = byte_reader{bytes};
  if (in.get<std::uint32_t>() != kLocalMark) {
    inconsistent("an entry of the directory points to something else than a file");
  }
  in.get<std::uint16_t>();  // version
  auto record = read_common(in);
  auto const name_bytes = in.get<std::uint16_t>();
  auto const extra_bytes = in.get<std::uint16_t>();
  record.offset = offset;
  record.name = text_of(zip.read(offset + kLocalBytes, name_bytes));
  record.data_offset = offset + kLocalBytes + name_bytes + extra_bytes;
  auto const extra = zip.read(offset + kLocalBytes + name_bytes, extra_bytes);
  try {
    apply_zip64(record, extra, false);
  } catch (corrupt_bytes const&) {
    inconsistent("an extra field ends too early");
  }
  return record;
}

}  // namespace chepiao
