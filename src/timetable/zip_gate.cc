#include "timetable/zip_gate.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include <fmt/format.h>

#include "timetable/import_report.h"
#include "timetable/utf8.h"
#include "timetable/zip_format.h"

namespace chepiao {
namespace {

constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kAes = 99;
constexpr std::size_t kNameMax = 255;
constexpr unsigned kAnyEncryption = kZipEncrypted | kZipStrongEncryption | kZipMaskedHeaders;

// Names come from the archive: shortened and made printable for messages.
std::string shown(std::string_view name) {
  auto text = repaired_utf8(name.substr(0, 60));
  std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  return '"' + text + '"';
}

bool is_folder(zip_record const& record) {
  return record.name.ends_with('/');
}

std::string lower_case(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

void judge_name(zip_record const& record) {
  if (!is_safe_entry_name(record.name)) {
    throw unusable_feed{"zip_unsafe_name",
                        "the archive holds a file with an unsafe name: " + shown(record.name)};
  }
  static constexpr auto kArchives = std::array<std::string_view, 10>{
      ".zip", ".jar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst"};
  auto const name = lower_case(record.name);
  if (std::ranges::any_of(kArchives, [&](auto ending) { return name.ends_with(ending); })) {
    throw unusable_feed{"zip_nested",
                        shown(record.name) + " is an archive within the archive: unpack it first"};
  }
}

void judge_kind(zip_record const& record) {
  auto const type = record.unix_mode & S_IFMT;
  if (type == S_IFLNK) {
    throw unusable_feed{"zip_symlink", shown(record.name) + " is a symbolic link"};
  }
  if (type != 0 && type != S_IFREG && type != S_IFDIR) {
    throw unusable_feed{"zip_special_file", shown(record.name) + " is not a plain file"};
  }
  if ((record.flags & kAnyEncryption) != 0 || record.method == kAes) {
    throw unusable_feed{"zip_encrypted", shown(record.name) + " is encrypted"};
  }
  if (record.method != kStored && record.method != kDeflated) {
    throw unusable_feed{"zip_method",
                        fmt::format("{} is packed with method {}; only stored (0) and "
                                    "deflated (8) files are read",
                                    shown(record.name), record.method)};
  }
}

void judge_size(zip_record const& record, zip_limits const& limits) {
  if (record.bytes > limits.file_bytes) {
    throw unusable_feed{"zip_file_too_large",
                        fmt::format("{} has {} bytes unpacked, the limit is {}", shown(record.name),
                                    record.bytes, limits.file_bytes)};
  }
  auto const stored_lie = record.method == kStored && record.bytes != record.compressed_bytes;
  if (stored_lie || (is_folder(record) && record.bytes != 0)) {
    throw unusable_feed{"zip_inconsistent",
                        shown(record.name) + " has sizes that contradict each other"};
  }
  if (record.bytes >= limits.ratio_matters_from &&
      record.compressed_bytes < (record.bytes + limits.ratio - 1) / limits.ratio) {
    throw unusable_feed{"zip_ratio", fmt::format("{} would unpack to more than {} times its size",
                                                 shown(record.name), limits.ratio)};
  }
}

void judge_together(std::vector<zip_record> const& records, zip_limits const& limits) {
  auto names = std::set<std::string>{};
  auto total = std::uint64_t{0};
  for (auto const& record : records) {
    auto name = lower_case(record.name);
    if (is_folder(record)) {
      name.pop_back();
    }
    if (!names.insert(std::move(name)).second) {
      throw unusable_feed{"zip_duplicate_name",
                          "two files of the archive are called " + shown(record.name)};
    }
    total += record.bytes;
  }
  if (total > limits.total_bytes) {
    throw unusable_feed{"zip_total_too_large",
                        fmt::format("the archive has {} bytes unpacked, the limit is {}", total,
                                    limits.total_bytes)};
  }
}

bool sizes_agree(zip_record const& central, zip_record const& local) {
  auto const same = local.bytes == central.bytes &&
                    local.compressed_bytes == central.compressed_bytes && local.crc == central.crc;
  auto const left_open = (local.flags & kZipHasDescriptor) != 0 && local.bytes == 0 &&
                         local.compressed_bytes == 0 && local.crc == 0;
  return same || left_open;
}

// Compares each entry with the header before its data and sees that no byte belongs to two files.
void judge_layout(zip_bytes const& zip,
                  std::vector<zip_record> const& records,
                  std::uint64_t directory_offset) {
  struct range {
    std::uint64_t begin;
    std::uint64_t end;
  };
  auto ranges = std::vector<range>{};
  for (auto const& central : records) {
    if (central.offset >= directory_offset) {
      throw unusable_feed{"zip_overlap", shown(central.name) + " overlaps the directory"};
    }
    auto const local = read_local_header(zip, central.offset);
    if (local.name != central.name || local.method != central.method ||
        (local.flags & kAnyEncryption) != 0 || !sizes_agree(central, local)) {
      throw unusable_feed{"zip_inconsistent",
                          shown(central.name) + " is described in two ways that differ"};
    }
    if (local.data_offset > directory_offset ||
        central.compressed_bytes > directory_offset - local.data_offset) {
      throw unusable_feed{"zip_overlap", shown(central.name) + " overlaps the directory"};
    }
    ranges.push_back({central.offset, local.data_offset + central.compressed_bytes});
  }
  std::ranges::sort(ranges, {}, &range::begin);
  for (auto i = std::size_t{1}; i < ranges.size(); ++i) {
    if (ranges[i].begin < ranges[i - 1].end) {
      throw unusable_feed{"zip_overlap", "files of the archive share the same bytes"};
    }
  }
}

}  // namespace

bool is_safe_entry_name(std::string_view name) {
  if (name.empty() || name.size() > kNameMax || name.starts_with('/') || !is_utf8(name)) {
    return false;
  }
  if (std::ranges::any_of(
          name, [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '\\' || c == ':'; })) {
    return false;
  }
  if (name.ends_with('/')) {
    name.remove_suffix(1);
  }
  while (true) {
    auto const slash = name.find('/');
    auto const part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") {
      return false;
    }
    if (slash == std::string_view::npos) {
      return true;
    }
    name.remove_prefix(slash + 1);
  }
}

std::vector<zip_entry> pass_zip_gate(int file, zip_limits const& limits) {
  auto const zip = zip_bytes{file};
  auto const directory = find_zip_directory(zip);
  if (directory.entries > limits.entries || directory.bytes > limits.directory_bytes) {
    throw unusable_feed{"zip_too_many_entries",
                        fmt::format("the archive promises {} files, the limit is {}",
                                    directory.entries, limits.entries)};
  }
  if (directory.entries == 0 && directory.bytes == 0) {
    throw unusable_feed{"zip_empty", "the archive is empty"};
  }
  auto const records = read_zip_directory(zip, directory);
  auto entries = std::vector<zip_entry>{};
  for (auto const& record : records) {
    judge_name(record);
    judge_kind(record);
    judge_size(record, limits);
    entries.push_back({record.name, record.compressed_bytes, record.bytes, record.crc});
  }
  judge_together(records, limits);
  judge_layout(zip, records, directory.offset);
  return entries;
}

}  // namespace chepiao
