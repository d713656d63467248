#include "sim/memory_files.h"

#include <utility>

namespace chepiao::sim {

std::optional<std::vector<std::byte>> memory_files::read(std::filesystem::path const& path,
                                                         std::uint64_t) {
  auto const found = files_.find(path);
  return found == files_.end() ? std::nullopt : std::optional{found->second};
}

void memory_files::write_atomic(std::filesystem::path const& path,
                                std::span<std::byte const> bytes) {
  auto const how = std::exchange(next_, crash_point::none);
  if (how == crash_point::snapshot_old) {
    throw crashed{how};
  }
  auto& file = files_[path];
  file.assign(bytes.begin(), bytes.end());
  if (how == crash_point::snapshot_torn) {
    file.resize(where_ % file.size());
    throw crashed{how};
  }
  if (how == crash_point::snapshot_spoilt) {
    file[where_ % file.size()] ^= std::byte{1} << (where_ / file.size() % 8);
    throw crashed{how};
  }
}

std::vector<std::string> memory_files::list(std::filesystem::path const& folder) {
  auto names = std::vector<std::string>{};
  for (auto const& [path, bytes] : files_) {
    if (path.parent_path() == folder) {
      names.push_back(path.filename().string());
    }
  }
  return names;
}

void memory_files::remove(std::filesystem::path const& path) {
  files_.erase(path);
}

void memory_files::die_at_write(crash_point how, std::uint64_t where) {
  next_ = how;
  where_ = where;
}

}  // namespace chepiao::sim
