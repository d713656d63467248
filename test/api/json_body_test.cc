#include <string>

#include <gtest/gtest.h>

#include "api/json_body.h"
#include "api/json_text.h"
#include "api/strict_json.h"

namespace chepiao::api {
namespace {

bool is_taken(std::string_view text) {
  auto memory = json_memory{};
  return parse_strictly(text, 4, memory).has_value();
}

TEST(strict_json, compares_keys_within_one_object_only) {
  EXPECT_TRUE(is_taken(R"({"a":{"a":1,"b":[{"a":1},{"a":2}]},"b":1})"));
  EXPECT_FALSE(is_taken(R"({"a":1,"b":2,"a":3})"));
  EXPECT_FALSE(is_taken(R"([{"x":{"k":1,"k":1}}])"));
  EXPECT_FALSE(is_taken(R"({"a":{"b":{"c":1}},"a":{"b":{"c":1}}})"));
  EXPECT_FALSE(is_taken(R"({"a":1,"\u0061":2})")) << "an escape is the same letter";
}

TEST(strict_json, is_one_whole_text_of_bounded_depth) {
  EXPECT_TRUE(is_taken(" [[[[1]]]] \n"));
  EXPECT_FALSE(is_taken("[[[[[1]]]]]"));
  EXPECT_FALSE(is_taken(R"({"a":1)"));
  EXPECT_FALSE(is_taken("{} {}"));
  EXPECT_FALSE(is_taken(""));
  EXPECT_FALSE(is_taken("\"\xFF\""));
}

TEST(strict_json, builds_what_boost_builds) {
  for (auto const* text :
       {R"({"a":[1,-2,3.5,18446744073709551615,true,false,null,"x\u00e9\n",{}],"b":{"c":[]}})",
        R"("a text")", "7", R"({"a long key that fits nowhere":"and a long text as well, too"})"}) {
    auto memory = json_memory{};
    EXPECT_EQ(parse_strictly(text, 8, memory), boost::json::parse(text)) << text;
  }
}

TEST(canonical_text, sorts_keys_and_drops_blanks) {
  auto const value = boost::json::parse(R"({ "b" : [1, {"z":null,"a":"\u00e9\""}], "a": true })");
  EXPECT_EQ(canonical_text(value), "{\"a\":true,\"b\":[1,{\"a\":\"é\\\"\",\"z\":null}]}");
}

TEST(canonical_text, escapes_as_boost_does) {
  for (auto c = 0; c < 0x80; ++c) {
    auto const text = boost::json::value{std::string{'a', static_cast<char>(c), 'b'}};
    EXPECT_EQ(canonical_text(text), boost::json::serialize(text)) << c;
  }
}

TEST(quoted_text, escapes_what_json_must) {
  auto out = std::string{};
  append_quoted(out, "a\"b\\c\n\x01é</script>");
  EXPECT_EQ(out, "\"a\\\"b\\\\c\\u000a\\u0001é</script>\"");
  EXPECT_EQ(boost::json::parse(out).as_string(), "a\"b\\c\n\x01é</script>");
}

TEST(written_time, is_the_same_as_elsewhere) {
  for (auto const second : {0LL, 951'782'399LL, 1'795'300'000LL, 4'102'444'800LL}) {
    for (auto const offset : {0, 28'800, -12'600, 20'700}) {
      auto out = std::string{};
      auto const at = instant{milliseconds{second * 1000}};
      append_time(out, at, seconds{offset});
      EXPECT_EQ(out, '"' + to_rfc3339(at, seconds{offset}) + '"');
    }
  }
}

}  // namespace
}  // namespace chepiao::api
