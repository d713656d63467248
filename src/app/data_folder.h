#pragma once

#include <filesystem>
#include <stdexcept>

namespace chepiao::app {

// Somebody else works in the folder.
class folder_in_use : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A data folder, created when missing, held by this process alone for as long as the object lives
// (an advisory lock on DIR/lock). Throws folder_in_use and std::system_error.
class data_folder {
 public:
  explicit data_folder(std::filesystem::path);
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
