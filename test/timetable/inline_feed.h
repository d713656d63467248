#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "test/support/temporary_folder.h"

namespace chepiao::test {

// A feed written as one text: "# stops.txt" begins a file, whose lines follow.
class inline_feed {
 public:
  explicit inline_feed(std::string_view text);
  std::filesystem::path const& path() const { return folder_.path(); }
  // Replaces or adds one file, byte by byte.
  void put(std::string const& name, std::string_view content) const;

 private:
  temporary_folder folder_;
};

}  // namespace chepiao::test
