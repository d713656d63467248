#include "pipeline/snapshot_file.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "pipeline/snapshot_folder.h"
#include "rig.h"

namespace chepiao {
namespace {

auto const kState = std::vector<std::byte>(300, std::byte{7});

snapshot sample(std::uint64_t seq) {
  return {.book = 1,
          .at = {.seq = seq, .epoch = 3, .at = instant{milliseconds{99}}, .hash = {std::byte{1}}},
          .state_root = {std::byte{2}},
          .state = kState};
}

TEST(snapshot_file, comes_back_as_written) {
  auto const bytes = to_bytes(sample(12));
  auto const s = parse_snapshot(bytes);
  EXPECT_EQ(s.at.seq, 12U);
  EXPECT_EQ(s.at.epoch, 3U);
  EXPECT_EQ(s.at.hash[0], std::byte{1});
  EXPECT_EQ(s.state_root[0], std::byte{2});
  EXPECT_TRUE(std::ranges::equal(s.state, kState));
}

TEST(snapshot_file, refuses_every_flipped_byte_and_every_cut) {
  auto bytes = to_bytes(sample(12));
  for (auto i = std::size_t{0}; i < bytes.size(); ++i) {
    bytes[i] ^= std::byte{0x10};
    EXPECT_THROW(parse_snapshot(bytes), corrupt_bytes) << i;
    bytes[i] ^= std::byte{0x10};
    EXPECT_THROW(parse_snapshot(std::span{bytes}.first(i)), corrupt_bytes) << i;
  }
}

TEST(snapshot_folder, keeps_the_newest) {
  auto files = test::memory_io{};
  auto folder = snapshot_folder{files, "/s"};
  for (auto const seq : {5U, 20U, 100U, 7U}) {
    folder.write(sample(seq), 3);
  }
  files.write_atomic("/s/note.txt", kState);
  EXPECT_EQ(folder.seqs(), (std::vector<std::uint64_t>{100, 20, 7}));
  EXPECT_EQ(parse_snapshot(folder.read(20)).at.seq, 20U);
}

}  // namespace
}  // namespace chepiao
