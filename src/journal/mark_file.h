#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/ids.h"

namespace chepiao::journal {

// The highest acknowledged row, kept beside the log without flushes: a lower bound that survives
// the death of the process. Format: docs/journal-format.md.
class mark_file {
 public:
  struct mark {
    std::uint64_t seq = 0;
    digest256 hash{};
  };

  // Opens or creates. Throws std::system_error.
  mark_file(std::filesystem::path const&, std::uint32_t book);
  ~mark_file();
  mark_file(mark_file const&) = delete;
  mark_file& operator=(mark_file const&) = delete;

  // The newer of the valid slots; nothing when there is none. Throws std::system_error.
  std::optional<mark> read() const;

  // A write that fails leaves an older mark, which is still true.
  void write(mark const&);

 private:
  int fd_;
  std::uint32_t book_;
};

}  // namespace chepiao::journal
