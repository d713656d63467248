#include "journal/file_system.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <system_error>

#include <sys/vfs.h>

namespace chepiao::journal {
namespace {

struct unfit {
  std::uint64_t type;
  std::string_view name;
};

constexpr auto kUnfit = std::array{
    unfit{0x6969, "NFS"},      unfit{0x517B, "SMB"},      unfit{0xFF534D42, "CIFS"},
    unfit{0xFE534D42, "SMB2"}, unfit{0x65735546, "FUSE"}, unfit{0x01021997, "9p"},
    unfit{0x00C36400, "Ceph"}, unfit{0x5346414F, "AFS"},  unfit{0x6B414653, "kAFS"},
};

}  // namespace

std::optional<std::string_view> unfit_file_system(std::uint64_t type) {
  // f_type is signed on some machines: compare the low 32 bits.
  auto const found = std::ranges::find(kUnfit, type & 0xFFFFFFFFU, &unfit::type);
  return found == kUnfit.end() ? std::nullopt : std::optional{found->name};
}

void demand_local(std::filesystem::path const& folder) {
  struct statfs info{};
  if (::statfs(folder.c_str(), &info) != 0) {
    throw std::system_error{errno, std::generic_category(), "statfs " + folder.string()};
  }
  if (auto const name = unfit_file_system(static_cast<std::uint64_t>(info.f_type))) {
    throw unusable_storage{folder.string() + " lies on " + std::string{*name} +
                           ": the journal needs a local file system"};
  }
}

}  // namespace chepiao::journal
