#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "test/engine/folded.h"
#include "test/engine/story.h"

namespace chepiao {
namespace {

std::filesystem::path folder() {
  return std::filesystem::path{CHEPIAO_SOURCE_DIR} / "test" / "scenario";
}

std::vector<std::string> stories() {
  auto names = std::vector<std::string>{};
  for (auto const& entry : std::filesystem::directory_iterator{folder()}) {
    if (entry.path().extension() == ".txt") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of(std::string const& name) {
  auto file = std::ifstream{folder() / (name + ".txt"), std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

class scenario : public testing::TestWithParam<std::string> {};

TEST_P(scenario, happens_as_told) {
  auto told = test::story{text_of(GetParam())};
  for (auto const& wrong : told.run()) {
    ADD_FAILURE() << GetParam() << ".txt " << wrong;
  }
  auto const root = told.machine().state_root();
  EXPECT_EQ(test::folded(told.world(), told.history()).state_root(), root);
  EXPECT_EQ(test::reloaded(told.world(), told.machine()).state_root(), root);
}

INSTANTIATE_TEST_SUITE_P(all, scenario, testing::ValuesIn(stories()), [](auto const& told) {
  return told.param;
});

TEST(story, says_what_did_not_happen_as_told) {
  auto told =
      test::story{"departure G1 seats=1 stops=A,B\nalice hold G1 A-B → sold_out\nalice dance\n"};
  auto const wrong = told.run();
  ASSERT_EQ(wrong.size(), 2U);
  EXPECT_EQ(wrong[0], "line 2: alice hold G1 A-B\n  told sold_out\n  got  held 01A");
  EXPECT_EQ(wrong[1], "line 3: alice dance: nobody can dance");
}

}  // namespace
}  // namespace chepiao
