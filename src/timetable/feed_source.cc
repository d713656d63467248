#include "timetable/feed_source.h"

#include <algorithm>
#include <system_error>

#include "timetable/import_report.h"

namespace chepiao {

bool feed_source::has(std::string_view name) const {
  return std::ranges::binary_search(files(), name, {},
                                    [](auto const& f) { return std::string_view{f.name}; });
}

std::unique_ptr<feed_source> open_feed(std::filesystem::path const& path,
                                       zip_limits const& limits) {
  auto failure = std::error_code{};
  auto const about = std::filesystem::status(path, failure);
  switch (about.type()) {
    case std::filesystem::file_type::directory:
      return open_folder_feed(path, limits);
    case std::filesystem::file_type::regular:
      return open_zip_feed(path, limits);
    case std::filesystem::file_type::not_found:
      throw unusable_feed{"not_found", path.string() + " does not exist"};
    default:
      // A pipe or a device would block or never end.
      throw unusable_feed{"not_a_feed", path.string() + " is neither a folder nor a plain file"};
  }
}

}  // namespace chepiao
