#include "pipeline/snapshot_file.h"

#include <algorithm>
#include <string_view>

#include "base/bytes.h"
#include "base/hash.h"

namespace chepiao {
namespace {

constexpr auto kMagic = std::string_view{"chpsnap1"};

std::span<std::byte const> magic() {
  return std::as_bytes(std::span{kMagic});
}

digest256 get_digest(byte_reader& in) {
  auto out = digest256{};
  std::ranges::copy(in.get_bytes(out.size()), out.begin());
  return out;
}

}  // namespace

std::vector<std::byte> to_bytes(snapshot const& s) {
  auto out = byte_writer{};
  out.put_bytes(magic());
  out.put(s.book);
  out.put(s.at.seq);
  out.put(s.at.epoch);
  out.put(static_cast<std::int64_t>(s.at.at.time_since_epoch().count()));
  out.put_bytes(s.at.hash);
  out.put_bytes(s.state_root);
  out.put(static_cast<std::uint64_t>(s.state.size()));
  out.put_bytes(sha256{}.update(out.bytes()).update(s.state).finish());
  out.put_bytes(s.state);
  return out.take();
}

snapshot parse_snapshot(std::span<std::byte const> bytes) {
  auto in = byte_reader{bytes};
  if (!std::ranges::equal(in.get_bytes(kMagic.size()), magic())) {
    throw corrupt_bytes{"not a snapshot of this version"};
  }
  auto s = snapshot{};
  s.book = in.get<std::uint32_t>();
  s.at.seq = in.get<std::uint64_t>();
  s.at.epoch = in.get<std::uint64_t>();
  s.at.at = instant{milliseconds{in.get<std::int64_t>()}};
  s.at.hash = get_digest(in);
  s.state_root = get_digest(in);
  auto const size = in.get<std::uint64_t>();
  auto const header = bytes.first(bytes.size() - in.left());
  auto const sum = get_digest(in);
  if (in.left() != size) {
    throw corrupt_bytes{"the snapshot has the wrong length"};
  }
  s.state = in.get_bytes(in.left());
  if (sum != sha256{}.update(header).update(s.state).finish()) {
    throw corrupt_bytes{"the snapshot's checksum does not match"};
  }
  return s;
}

}  // namespace chepiao
