#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>

namespace chepiao::journal {

// The folder cannot carry a journal.
class unusable_storage : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The name of a file system whose locks and flushes do not mean enough for a journal (network and
// user-space file systems), by statfs's f_type. Nothing: it is fit.
std::optional<std::string_view> unfit_file_system(std::uint64_t type);

// Throws unusable_storage when the folder lies on such a file system, std::system_error when it
// cannot be asked.
void demand_local(std::filesystem::path const& folder);

}  // namespace chepiao::journal
