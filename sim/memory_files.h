#pragma once

#include <map>
#include <string>

#include "base/io.h"
#include "sim/crash.h"

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

  // The next write throws crashed and leaves what the point says; `where` chooses the byte.
  void die_at_write(crash_point, std::uint64_t where);

 private:
  std::map<std::filesystem::path, std::vector<std::byte>> files_;
  crash_point next_ = crash_point::none;
  std::uint64_t where_ = 0;
};

}  // namespace chepiao::sim
