#include "journal/mark_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/hash.h"

namespace chepiao::journal {
namespace {

constexpr auto kMagic = std::string_view{"chpmark1"};
constexpr auto kSlotSize = std::size_t{64};
constexpr auto kChecked = kSlotSize - sizeof(std::uint64_t);

std::optional<mark_file::mark> parse(std::span<std::byte const> slot, std::uint32_t book) {
  auto in = byte_reader{slot};
  auto const magic = in.get_bytes(kMagic.size());
  auto const its_book = in.get<std::uint32_t>();
  in.get<std::uint32_t>();
  auto found = mark_file::mark{.seq = in.get<std::uint64_t>()};
  auto const hash = in.get_bytes(found.hash.size());
  std::ranges::copy(hash, found.hash.begin());
  auto const sum = in.get<std::uint64_t>();
  auto const whole = std::ranges::equal(magic, std::as_bytes(std::span{kMagic})) &&
                     its_book == book && sum == first_u64(sha256_of(slot.first(kChecked)));
  return whole ? std::optional{found} : std::nullopt;
}

off_t offset_of(std::uint64_t slot) {
  return static_cast<off_t>(slot * kSlotSize);
}

// False: the file ends before. A disk that cannot read is not one without a mark.
bool read_slot(int fd, std::uint64_t slot, std::span<std::byte> out) {
  auto n = ssize_t{-1};
  do {
    n = ::pread(fd, out.data(), out.size(), offset_of(slot));
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    throw std::system_error{errno, std::generic_category(), "read journal.mark"};
  }
  return static_cast<std::size_t>(n) == out.size();
}

}  // namespace

mark_file::mark_file(std::filesystem::path const& path, std::uint32_t book)
    : fd_{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)}, book_{book} {
  if (fd_ < 0) {
    throw std::system_error{errno, std::generic_category(), "open " + path.string()};
  }
}

mark_file::~mark_file() {
  ::close(fd_);
}

std::optional<mark_file::mark> mark_file::read() const {
  auto newest = std::optional<mark>{};
  for (auto const slot : {std::uint64_t{0}, std::uint64_t{1}}) {
    auto bytes = std::array<std::byte, kSlotSize>{};
    if (!read_slot(fd_, slot, bytes)) {
      continue;
    }
    if (auto const found = parse(bytes, book_); found && (!newest || found->seq > newest->seq)) {
      newest = found;
    }
  }
  return newest;
}

void mark_file::write(mark const& m) {
  auto out = byte_writer{};
  out.put_bytes(std::as_bytes(std::span{kMagic}));
  out.put(book_);
  out.put(std::uint32_t{0});
  out.put(m.seq);
  out.put_bytes(m.hash);
  out.put(first_u64(sha256_of(out.bytes())));
  [[maybe_unused]] auto const n =
      ::pwrite(fd_, out.bytes().data(), out.bytes().size(), offset_of(m.seq % 2));
}

}  // namespace chepiao::journal
