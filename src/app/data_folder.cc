#include "app/data_folder.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace chepiao::app {

data_folder::data_folder(std::filesystem::path path, when_missing missing)
    : path_{std::move(path)} {
  if (missing == when_missing::create) {
    std::filesystem::create_directories(path_);
  } else if (!std::filesystem::is_directory(path_)) {
    throw std::runtime_error{"there is no folder " + path_.string()};
  }
  auto const file = path_ / "lock";
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) {
    throw std::system_error{errno, std::generic_category(), file.string()};
  }
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_);
    throw folder_in_use{path_.string() + " is in use by another chepiao process"};
  }
}

data_folder::~data_folder() {
  ::close(lock_);
}

}  // namespace chepiao::app
