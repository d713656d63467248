#include "pipeline/snapshot_folder.h"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <string_view>

#include <fmt/format.h>

#include "base/bytes.h"

namespace chepiao {
namespace {

constexpr auto kSuffix = std::string_view{".snap"};
constexpr auto kDigits = std::size_t{20};
constexpr auto kBytesMax = std::uint64_t{64} << 30;

std::optional<std::uint64_t> seq_of(std::string_view name) {
  if (name.size() != kDigits + kSuffix.size() || !name.ends_with(kSuffix)) {
    return std::nullopt;
  }
  auto seq = std::uint64_t{0};
  auto const digits = name.substr(0, kDigits);
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
  auto const whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole ? std::optional{seq} : std::nullopt;
}

}  // namespace

std::string snapshot_folder::path_of(std::uint64_t seq) const {
  return fmt::format("{}/{:020}{}", folder_, seq, kSuffix);
}

std::vector<std::uint64_t> snapshot_folder::seqs() const {
  auto found = std::vector<std::uint64_t>{};
  for (auto const& name : files_.list(folder_)) {
    if (auto const seq = seq_of(name)) {
      found.push_back(*seq);
    }
  }
  std::ranges::sort(found, std::ranges::greater{});
  return found;
}

std::vector<std::byte> snapshot_folder::read(std::uint64_t seq) const {
  auto bytes = files_.read(path_of(seq), kBytesMax);
  if (!bytes) {
    throw corrupt_bytes{"the snapshot is gone"};
  }
  return std::move(*bytes);
}

void snapshot_folder::write(snapshot const& s, std::size_t kept) {
  files_.create_folders(folder_);
  files_.write_atomic(path_of(s.at.seq), to_bytes(s));
  for (auto const seq : seqs() | std::views::drop(std::max<std::size_t>(kept, 1))) {
    files_.remove(path_of(seq));
  }
}

}  // namespace chepiao
