#include "base/io.h"

#include <system_error>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

std::vector<std::byte> bytes_of(std::string_view text) {
  auto const view = std::as_bytes(std::span{text.data(), text.size()});
  return {view.begin(), view.end()};
}

class files : public testing::Test {
 protected:
  files() { disk_.create_folders(folder_); }
  ~files() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                  testing::UnitTest::GetInstance()->current_test_info()->name();
  system_io disk_;
};

TEST_F(files, are_replaced_as_a_whole) {
  disk_.write_atomic(folder_ / "a", bytes_of("old"));
  disk_.write_atomic(folder_ / "a", bytes_of("new text"));
  EXPECT_EQ(disk_.read(folder_ / "a", 100), bytes_of("new text"));
  EXPECT_EQ(disk_.list(folder_), std::vector<std::string>{"a"});
}

TEST_F(files, are_nothing_when_absent) {
  EXPECT_EQ(disk_.read(folder_ / "none", 100), std::nullopt);
  EXPECT_TRUE(disk_.list(folder_ / "none").empty());
  disk_.remove(folder_ / "none");
}

TEST_F(files, are_not_read_beyond_the_bound) {
  disk_.write_atomic(folder_ / "a", bytes_of("12345"));
  EXPECT_THROW(disk_.read(folder_ / "a", 4), std::system_error);
}

TEST_F(files, fail_loudly_when_the_folder_is_missing) {
  EXPECT_THROW(disk_.write_atomic(folder_ / "no" / "a", bytes_of("x")), std::system_error);
}

}  // namespace
}  // namespace chepiao
