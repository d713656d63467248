#include "base/io.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace chepiao {
namespace {

[[noreturn]] void fail(std::filesystem::path const& path, char const* call, int error = errno) {
  throw std::system_error{error, std::generic_category(), std::string{call} + " " + path.string()};
}

class descriptor {
 public:
  descriptor(std::filesystem::path const& path, int flags, mode_t mode = 0)
      : fd_{::open(path.c_str(), flags | O_CLOEXEC, mode)} {}
  ~descriptor() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;

  bool is_open() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

void write_all(int fd, std::span<std::byte const> bytes, std::filesystem::path const& path) {
  while (!bytes.empty()) {
    auto const n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) {
        continue;
      }
      fail(path, "write");
    }
    bytes = bytes.subspan(static_cast<std::size_t>(n));
  }
}

void sync_folder(std::filesystem::path const& path) {
  auto const folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
  auto const fd = descriptor{folder, O_RDONLY | O_DIRECTORY};
  if (!fd.is_open() || ::fsync(fd.get()) != 0) {
    fail(folder, "fsync");
  }
}

}  // namespace

std::optional<std::vector<std::byte>> system_io::read(std::filesystem::path const& path,
                                                      std::uint64_t size_max) {
  auto const fd = descriptor{path, O_RDONLY};
  if (!fd.is_open()) {
    if (errno == ENOENT) {
      return std::nullopt;
    }
    fail(path, "open");
  }
  struct stat info{};
  if (::fstat(fd.get(), &info) != 0) {
    fail(path, "fstat");
  }
  if (static_cast<std::uint64_t>(info.st_size) > size_max) {
    fail(path, "read", EFBIG);
  }
  auto bytes = std::vector<std::byte>(static_cast<std::size_t>(info.st_size));
  auto filled = std::size_t{0};
  while (filled < bytes.size()) {
    auto const n = ::read(fd.get(), bytes.data() + filled, bytes.size() - filled);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n < 0) {
      fail(path, "read");
    }
    if (n == 0) {
      break;
    }
    filled += static_cast<std::size_t>(n);
  }
  bytes.resize(filled);
  return bytes;
}

void system_io::write_atomic(std::filesystem::path const& path, std::span<std::byte const> bytes) {
  auto temporary = path;
  temporary += ".tmp";
  {
    auto const fd = descriptor{temporary, O_WRONLY | O_CREAT | O_TRUNC, 0600};
    if (!fd.is_open()) {
      fail(temporary, "open");
    }
    write_all(fd.get(), bytes, temporary);
    if (::fsync(fd.get()) != 0) {
      fail(temporary, "fsync");
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    fail(path, "rename");
  }
  sync_folder(path);
}

std::vector<std::string> system_io::list(std::filesystem::path const& folder) {
  auto names = std::vector<std::string>{};
  if (!std::filesystem::exists(folder)) {
    return names;
  }
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    if (entry.is_regular_file()) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(names);
  return names;
}

void system_io::remove(std::filesystem::path const& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    fail(path, "unlink");
  }
}

void system_io::create_folders(std::filesystem::path const& path) {
  std::filesystem::create_directories(path);
}

}  // namespace chepiao
