#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chepiao {

// The only door to files that must survive a crash (snapshots, timetable, key file).
// Failures are std::system_error. SQLite files go through SQLite's own door.
class io {
 public:
  virtual ~io() = default;

  // Nothing when the file does not exist. Refuses (std::system_error, EFBIG) beyond `size_max`
  // bytes.
  virtual std::optional<std::vector<std::byte>> read(std::filesystem::path const&,
                                                     std::uint64_t size_max) = 0;

  // All or nothing: temporary file, fsync, rename, fsync of the folder. Durable when it returns.
  virtual void write_atomic(std::filesystem::path const&, std::span<std::byte const>) = 0;

  // Names of the plain files in a folder, sorted; empty when the folder does not exist.
  virtual std::vector<std::string> list(std::filesystem::path const&) = 0;

  // Does nothing when the file does not exist.
  virtual void remove(std::filesystem::path const&) = 0;

  virtual void create_folders(std::filesystem::path const&) = 0;
};

// The machine's file system.
class system_io final : public io {
 public:
  std::optional<std::vector<std::byte>> read(std::filesystem::path const&,
                                             std::uint64_t size_max) override;
  void write_atomic(std::filesystem::path const&, std::span<std::byte const>) override;
  std::vector<std::string> list(std::filesystem::path const&) override;
  void remove(std::filesystem::path const&) override;
  void create_folders(std::filesystem::path const&) override;
};

}  // namespace chepiao
