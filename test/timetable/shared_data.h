#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace chepiao::test {

// Where real feeds lie on a developer's machine; empty when there are none.
inline std::filesystem::path shared_data() {
  if (auto const* const named = std::getenv("CHEPIAO_SHARED_DATA")) {
    return named;
  }
  auto const beside = std::filesystem::path{CHEPIAO_SOURCE_DIR} / ".." / "shared" / "data";
  return std::filesystem::is_directory(beside) ? beside : std::filesystem::path{};
}

}  // namespace chepiao::test
