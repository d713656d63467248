#pragma once

#include <map>
#include <set>
#include <string>

#include "base/io.h"
#include "sim/crash.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Files in memory, which outlive a crash.
class memory_files final : public io {
 public:
  std::optional<std::vector<std::byte>> read(std::filesystem::path const&,
                                             std::uint64_t size_max) override;
  void write_atomic(std::filesystem::path const&, std::span<std::byte const>) override;
  std::vector<std::string> list(std::filesystem::path const&) override;
  void remove(std::filesystem::path const&) override;
  void create_folders(std::filesystem::path const&) override {}

  // The next write throws crashed and leaves what the point says; `byte` chooses where.
  void die_at_write(crash_point, std::uint64_t byte);

  // Damage at rest; nothing when there is no such file.
  void spoil(spoil_snapshot const&);
  void copy() { copy_ = files_; }
  void restore() { files_ = copy_; }

  bool empty() const { return files_.empty(); }
  // The name of the newest file that is as it was written; empty when there is none.
  std::string newest_whole() const;

 private:
  struct kept_file {
    std::vector<std::byte> bytes;
    bool whole = true;
  };
  std::map<std::filesystem::path, kept_file> files_;
  std::map<std::filesystem::path, kept_file> copy_;
  crash_point next_ = crash_point::none;
  std::uint64_t byte_ = 0;
};

}  // namespace chepiao::sim
