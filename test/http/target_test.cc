#include "http/target.h"

#include <gtest/gtest.h>

#include <string>

namespace chepiao::http {
namespace {

TEST(target, is_split_and_decoded) {
  auto const found = parse_target("/a%20b/c?from=%E5%8C%97%E4%BA%AC&to=a+b&flag&from=2");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->path, "/a b/c");
  ASSERT_EQ(found->query.size(), 4U);
  EXPECT_EQ(found->query[0], (std::pair<std::string, std::string>{"from", "北京"}));
  EXPECT_EQ(found->query[1].second, "a b");
  EXPECT_EQ(found->query[2], (std::pair<std::string, std::string>{"flag", ""}));
  EXPECT_EQ(found->query[3], (std::pair<std::string, std::string>{"from", "2"}));
}

TEST(target, keeps_a_plus_in_the_path) {
  EXPECT_EQ(parse_target("/a+b")->path, "/a+b");
}

TEST(target, takes_the_absolute_form) {
  EXPECT_EQ(parse_target("http://host/a?b=1")->path, "/a");
  EXPECT_EQ(parse_target("http://host")->path, "/");
  EXPECT_EQ(parse_target("http://host?b=1")->query.size(), 1U);
}

TEST(target, takes_utf8_that_nobody_escaped) {
  EXPECT_EQ(parse_target("/stations?q=北京")->query[0].second, "北京");
}

TEST(target, keeps_a_value_with_equals_signs) {
  EXPECT_EQ(parse_target("/?a=b=c")->query[0].second, "b=c");
}

class refused_target : public testing::TestWithParam<char const*> {};

TEST_P(refused_target, has_more_than_one_meaning) {
  auto const found = parse_target(GetParam());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, refusal_code::bad_framing);
}

INSTANTIATE_TEST_SUITE_P(target,
                         refused_target,
                         testing::Values("/%00",
                                         "/a%0",
                                         "/a%",
                                         "/a%g1",
                                         "/..",
                                         "/a/../b",
                                         "/a/..",
                                         "/./a",
                                         "/%2e%2e/a",
                                         "/a/%2E",
                                         "/a%2fb",
                                         "/a%2Fb",
                                         "/a\\b",
                                         "/a%5cb",
                                         "/a%0ab",
                                         "/a%7f",
                                         "/%ff",
                                         "/%c0%af",
                                         "/%ed%a0%80",
                                         "/%f4%90%80%80",
                                         "/%e5%8c",
                                         "/?a=%00",
                                         "/?a=%",
                                         "/?%zz=1",
                                         "/?a=%ff",
                                         "/?a=%1b"));

TEST(target, caps_the_number_of_parameters) {
  auto query = std::string{"/?"};
  for (auto i = 0; i < 129; ++i) {
    query += "a=1&";
  }
  EXPECT_FALSE(parse_target(query));
}

TEST(form, keeps_line_breaks) {
  auto const form = parse_form("text=a%0D%0Ab&n=1");
  ASSERT_TRUE(form);
  EXPECT_EQ((*form)[0].second, "a\r\nb");
}

}  // namespace
}  // namespace chepiao::http
