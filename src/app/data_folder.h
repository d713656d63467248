#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>

namespace chepiao::app {

// Somebody else works in the folder.
class folder_in_use : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class when_missing : std::uint8_t { create, fail };

// A data folder, held by this process alone for as long as the object lives (an advisory lock on
// DIR/lock). Throws folder_in_use, std::system_error, and std::runtime_error when it is missing and
// must not be.
class data_folder {
 public:
  explicit data_folder(std::filesystem::path, when_missing = when_missing::fail);
  ~data_folder();
  data_folder(data_folder const&) = delete;
  data_folder& operator=(data_folder const&) = delete;

  std::filesystem::path const& path() const { return path_; }
  std::filesystem::path journal() const { return path_ / "journal.db"; }
  std::filesystem::path snapshots() const { return path_ / "snapshots"; }

 private:
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace chepiao::app
