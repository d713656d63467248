#include "test/timetable/inline_feed.h"

#include <fstream>

namespace chepiao::test {

inline_feed::inline_feed(std::string_view text) {
  auto name = std::string{};
  auto content = std::string{};
  while (!text.empty()) {
    auto const end = text.find('\n');
    auto const line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.starts_with("# ")) {
      content += line;
      content += '\n';
      continue;
    }
    if (!name.empty()) {
      put(name, content);
    }
    name = line.substr(2);
    content.clear();
  }
  put(name, content);
}

void inline_feed::put(std::string const& name, std::string_view content) const {
  std::ofstream{folder_.path() / name, std::ios::binary} << content;
}

}  // namespace chepiao::test
