#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "timetable/byte_source.h"
#include "timetable/zip_gate.h"

namespace chepiao {

// The tables (*.txt) of a feed that may be hostile, read as streams; a folder and a zip archive
// look alike. Used by one thread.
class feed_source {
 public:
  struct file {
    std::string name;  // without folders: "stops.txt"
    std::uint64_t bytes = 0;
  };

  virtual ~feed_source() = default;
  virtual std::vector<file> const& files() const = 0;  // sorted by name

  // Requires a name of `files`. The stream must not outlive this. Reading it throws unusable_feed
  // when the content is not what was promised: zip_size_lie, zip_crc, zip_damaged, zip_nested,
  // feed_changed.
  virtual std::unique_ptr<byte_source> open(std::string_view name) = 0;

  bool has(std::string_view name) const;
};

// Opens a folder or a zip archive (judged by its content, whatever it is called). The tables lie at
// its top or together in one folder there. Throws unusable_feed: not_found, not_a_feed, the codes
// of pass_zip_gate, zip_ambiguous, feed_layout, folder_symlink, folder_too_many_files,
// folder_file_too_large, folder_total_too_large.
std::unique_ptr<feed_source> open_feed(std::filesystem::path const&, zip_limits const& = {});

// The two kinds.
std::unique_ptr<feed_source> open_zip_feed(std::filesystem::path const&, zip_limits const&);
std::unique_ptr<feed_source> open_folder_feed(std::filesystem::path const&, zip_limits const&);

}  // namespace chepiao
