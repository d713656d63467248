#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "event/record.h"
#include "test/event/every_kind.h"

namespace chepiao {
namespace {

// Written once, by the release that introduced the format; never written again.
std::vector<std::byte> golden(std::string const& name) {
  auto const path = std::filesystem::path{CHEPIAO_SOURCE_DIR} / "test" / "golden" / name;
  auto file = std::ifstream{path, std::ios::binary};
  auto const text = std::string{std::istreambuf_iterator<char>{file}, {}};
  auto out = std::vector<std::byte>(text.size());
  std::transform(text.begin(), text.end(), out.begin(), [](char c) { return std::byte(c); });
  return out;
}

TEST(golden_journal, version_1_decodes_for_ever) {
  EXPECT_EQ(decode(golden("journal-v1")), test::every_kind_of_event());
}

TEST(golden_journal, version_1_is_what_this_release_writes) {
  EXPECT_EQ(encode(test::every_kind_of_event()), golden("journal-v1"));
}

TEST(golden_journal, kinds_added_to_version_1_decode_for_ever) {
  EXPECT_EQ(decode(golden("journal-v1-leaving")), test::later_kinds_of_event());
  EXPECT_EQ(encode(test::later_kinds_of_event()), golden("journal-v1-leaving"));
}

}  // namespace
}  // namespace chepiao
