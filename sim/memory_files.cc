#include "sim/memory_files.h"

#include <iterator>
#include <utility>

namespace chepiao::sim {
namespace {

void flip(std::vector<std::byte>& bytes, std::uint64_t where) {
  bytes[where % bytes.size()] ^= std::byte{1} << (where / bytes.size() % 8);
}

}  // namespace

std::optional<std::vector<std::byte>> memory_files::read(std::filesystem::path const& path,
                                                         std::uint64_t) {
  auto const found = files_.find(path);
  return found == files_.end() ? std::nullopt : std::optional{found->second.bytes};
}

void memory_files::write_atomic(std::filesystem::path const& path,
                                std::span<std::byte const> bytes) {
  auto const how = std::exchange(next_, crash_point::none);
  if (how == crash_point::snapshot_old) {
    throw crashed{"died in snapshot, none"};
  }
  auto& file = files_[path];
  file = {.bytes = {bytes.begin(), bytes.end()}};
  if (how == crash_point::snapshot_torn) {
    file.bytes.resize(byte_ % file.bytes.size());
    file.whole = false;
    throw crashed{"died in snapshot, torn"};
  }
  if (how == crash_point::snapshot_spoilt) {
    flip(file.bytes, byte_);
    file.whole = false;
    throw crashed{"died in snapshot, spoilt"};
  }
}

std::vector<std::string> memory_files::list(std::filesystem::path const& folder) {
  auto names = std::vector<std::string>{};
  for (auto const& [path, file] : files_) {
    if (path.parent_path() == folder) {
      names.push_back(path.filename().string());
    }
  }
  return names;
}

void memory_files::remove(std::filesystem::path const& path) {
  files_.erase(path);
}

void memory_files::die_at_write(crash_point how, std::uint64_t byte) {
  next_ = how;
  byte_ = byte;
}

void memory_files::spoil(spoil_snapshot const& s) {
  if (s.which >= files_.size()) {
    return;
  }
  auto const at = std::prev(files_.end(), static_cast<std::ptrdiff_t>(s.which) + 1);
  if (s.how == spoil_snapshot::way::remove) {
    files_.erase(at);
    return;
  }
  auto& file = at->second;
  if (!file.whole) {
    return;  // a second flip might mend it
  }
  file.whole = false;
  if (s.how == spoil_snapshot::way::tear) {
    file.bytes.resize(s.where % file.bytes.size());
  } else {
    flip(file.bytes, s.where);
  }
}

std::string memory_files::newest_whole() const {
  for (auto at = files_.rbegin(); at != files_.rend(); ++at) {
    if (at->second.whole) {
      return at->first.stem().string();
    }
  }
  return {};
}

}  // namespace chepiao::sim
