#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "test/support/temporary_folder.h"

namespace chepiao::fuzz {

// An input that is several files: each begins with a line "=== NAME".
inline std::vector<std::pair<std::string_view, std::string_view>> files_in(std::string_view input) {
  constexpr auto kMark = std::string_view{"=== "};
  auto out = std::vector<std::pair<std::string_view, std::string_view>>{};
  while (input.starts_with(kMark) && out.size() < 16) {
    input.remove_prefix(kMark.size());
    auto const name = input.substr(0, std::min(input.find('\n'), input.size()));
    input.remove_prefix(std::min(name.size() + 1, input.size()));
    auto const next = input.find("\n=== ");
    auto const size = next == std::string_view::npos ? input.size() : next + 1;
    out.emplace_back(name, input.substr(0, size));
    input.remove_prefix(size);
  }
  return out;
}

// The only folder that this process writes to; emptied for each input.
inline std::filesystem::path const& empty_folder() {
  static auto const folder = test::temporary_folder{};
  for (auto const& old : std::filesystem::directory_iterator{folder.path()}) {
    std::filesystem::remove_all(old.path());
  }
  return folder.path();
}

inline void put_file(std::filesystem::path const& path, std::string_view content) {
  std::ofstream{path, std::ios::binary} << content;
}

}  // namespace chepiao::fuzz
