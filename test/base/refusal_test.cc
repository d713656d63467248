#include "base/refusal.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

TEST(refusals, have_a_code_of_their_own_and_texts_in_both_languages) {
  auto codes = std::set<std::string_view>{};
  for (auto const& row : refusal_table()) {
    EXPECT_TRUE(codes.insert(row.wire_code).second) << row.wire_code << " stands twice";
    EXPECT_FALSE(row.text_zh.empty()) << row.wire_code;
    EXPECT_FALSE(row.text_en.empty()) << row.wire_code;
    EXPECT_EQ(row.wire_code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"),
              std::string_view::npos);
    EXPECT_EQ(&row_of(row.code), &row);
  }
}

TEST(refusals, never_pretend_to_be_success_or_our_fault) {
  for (auto const& row : refusal_table()) {
    EXPECT_GE(row.http_status, 400) << row.wire_code;
    EXPECT_NE(row.http_status, 500) << row.wire_code;
    EXPECT_LT(row.http_status, 504) << row.wire_code;
  }
}

}  // namespace
}  // namespace chepiao
