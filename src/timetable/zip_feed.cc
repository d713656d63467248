#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <set>
#include <system_error>

#include "timetable/feed_source.h"
#include "timetable/import_report.h"

namespace chepiao {
namespace {

class open_file {
 public:
  explicit open_file(std::filesystem::path const& path)
      : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {
    if (descriptor_ < 0) {
      throw std::system_error{errno, std::generic_category(), "cannot open " + path.string()};
    }
  }
  ~open_file() { ::close(descriptor_); }
  open_file(open_file const&) = delete;
  open_file& operator=(open_file const&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

struct archive_closer {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct entry_closer {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};
using archive = std::unique_ptr<zip_t, archive_closer>;

archive open_archive(int file) {
  // libzip takes the copy over, so that what it inflates is the file that was judged.
  auto const copy = ::fcntl(file, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) {
    throw std::system_error{errno, std::generic_category(), "cannot open the archive"};
  }
  auto code = 0;
  auto opened = archive{zip_fdopen(copy, 0, &code)};
  if (!opened) {
    ::close(copy);
    throw unusable_feed{"zip_damaged", "the archive cannot be opened"};
  }
  return opened;
}

// Two parsers that read one archive differently are the classic way around a gate.
void must_read_the_same(zip_t* opened, std::vector<zip_entry> const& entries) {
  auto const wanted = zip_uint64_t{ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC};
  auto same = zip_get_num_entries(opened, 0) == static_cast<zip_int64_t>(entries.size());
  for (auto i = std::size_t{0}; same && i < entries.size(); ++i) {
    auto about = zip_stat_t{};
    auto const* name = zip_get_name(opened, i, ZIP_FL_ENC_RAW);
    same = name != nullptr && name == entries[i].name &&
           zip_stat_index(opened, i, 0, &about) == 0 && (about.valid & wanted) == wanted &&
           about.size == entries[i].bytes && about.comp_size == entries[i].compressed_bytes &&
           about.crc == entries[i].crc;
  }
  if (!same) {
    throw unusable_feed{"zip_ambiguous", "the archive can be read in two ways that differ"};
  }
}

// Inflates one file and holds it to its promises.
class inflating_source final : public byte_source {
 public:
  inflating_source(zip_t* opened, std::uint64_t index, zip_entry const& promised)
      : entry_{zip_fopen_index(opened, index, 0)}, promised_{promised} {
    if (!entry_) {
      throw unusable_feed{"zip_damaged", promised_.name + " cannot be unpacked"};
    }
  }

  std::size_t read(std::span<char> buffer) override {
    auto const got = zip_fread(entry_.get(), buffer.data(), buffer.size());
    if (got < 0) {
      refuse_damage();
    }
    if (done_ == 0 && got >= 4 && std::string_view{buffer.data(), 4} == "PK\x03\x04") {
      throw unusable_feed{"zip_nested", promised_.name + " is an archive within the archive"};
    }
    done_ += static_cast<std::uint64_t>(got);
    if (done_ > promised_.bytes || (got == 0 && done_ != promised_.bytes)) {
      refuse_lie();
    }
    return static_cast<std::size_t>(got);
  }

 private:
  [[noreturn]] void refuse_lie() const {
    throw unusable_feed{"zip_size_lie", promised_.name + " has another size than it promises"};
  }
  [[noreturn]] void refuse_damage() const {
    switch (zip_error_code_zip(zip_file_get_error(entry_.get()))) {
      case ZIP_ER_CRC:
        throw unusable_feed{"zip_crc", promised_.name + " does not match its checksum"};
      case ZIP_ER_INCONS:
        refuse_lie();
      default:
        throw unusable_feed{"zip_damaged", promised_.name + " cannot be unpacked"};
    }
  }

  std::unique_ptr<zip_file_t, entry_closer> entry_;
  zip_entry const& promised_;
  std::uint64_t done_ = 0;
};

// The folder that holds the tables: the top, or the only folder there that has any.
std::string folder_of_tables(std::vector<zip_entry> const& entries) {
  auto folders = std::set<std::string>{};
  for (auto const& entry : entries) {
    if (entry.name.ends_with(".txt") && !entry.name.starts_with("__MACOSX/")) {
      auto const slash = entry.name.rfind('/');
      folders.insert(slash == std::string::npos ? "" : entry.name.substr(0, slash + 1));
    }
  }
  if (folders.contains("")) {
    return "";
  }
  if (folders.size() != 1 || std::ranges::count(*folders.begin(), '/') != 1) {
    throw unusable_feed{"feed_layout", folders.empty()
                                           ? "the archive holds no tables (*.txt)"
                                           : "the tables lie in several folders of the archive"};
  }
  return *folders.begin();
}

class zip_feed final : public feed_source {
 public:
  zip_feed(std::filesystem::path const& path, zip_limits const& limits)
      : file_{path},
        entries_{pass_zip_gate(file_.descriptor(), limits)},
        archive_{open_archive(file_.descriptor())} {
    must_read_the_same(archive_.get(), entries_);
    auto const folder = folder_of_tables(entries_);
    for (auto i = std::size_t{0}; i < entries_.size(); ++i) {
      auto const name = std::string_view{entries_[i].name};
      if (!name.starts_with(folder) || !name.ends_with(".txt") ||
          name.find('/', folder.size()) != std::string_view::npos) {
        continue;
      }
      files_.push_back({std::string{name.substr(folder.size())}, entries_[i].bytes});
      places_.emplace(files_.back().name, i);
    }
    std::ranges::sort(files_, {}, &file::name);
  }

  std::vector<file> const& files() const override { return files_; }

  std::unique_ptr<byte_source> open(std::string_view name) override {
    auto const place = places_.find(name)->second;
    return std::make_unique<inflating_source>(archive_.get(), place, entries_[place]);
  }

 private:
  open_file file_;
  std::vector<zip_entry> entries_;
  archive archive_;
  std::vector<file> files_;
  std::map<std::string, std::size_t, std::less<>> places_;
};

}  // namespace

std::unique_ptr<feed_source> open_zip_feed(std::filesystem::path const& path,
                                           zip_limits const& limits) {
  return std::make_unique<zip_feed>(path, limits);
}

}  // namespace chepiao
