#include "timetable/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace chepiao {

std::size_t text_source::read(std::span<char> buffer) {
  auto const size = std::min(buffer.size(), left_.size());
  std::copy_n(left_.begin(), size, buffer.begin());
  left_.remove_prefix(size);
  return size;
}

void file_source::closer::operator()(std::FILE* file) const {
  std::fclose(file);
}

file_source::file_source(std::filesystem::path const& path)
    : file_{std::fopen(path.c_str(), "rbe")} {
  if (!file_) {
    throw std::system_error{errno, std::generic_category(), "cannot open " + path.string()};
  }
}

std::size_t file_source::read(std::span<char> buffer) {
  auto const size = std::fread(buffer.data(), 1, buffer.size(), file_.get());
  if (size == 0 && std::ferror(file_.get()) != 0) {
    throw std::system_error{errno, std::generic_category(), "cannot read"};
  }
  return size;
}

}  // namespace chepiao
