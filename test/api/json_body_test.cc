#include <string>

#include <gtest/gtest.h>

#include "api/json_body.h"
#include "api/json_keys.h"
#include "api/json_text.h"

namespace chepiao::api {
namespace {

bool unique(std::string_view text) {
  return keys_are_unique(text, {});
}

TEST(json_keys, are_compared_within_one_object_only) {
  EXPECT_TRUE(unique(R"({"a":{"a":1,"b":[{"a":1},{"a":2}]},"b":1})"));
  EXPECT_FALSE(unique(R"({"a":1,"b":2,"a":3})"));
  EXPECT_FALSE(unique(R"([{"x":{"k":1,"k":1}}])"));
  EXPECT_FALSE(unique(R"({"a":1,"\u0061":2})")) << "an escape is the same letter";
  EXPECT_FALSE(unique(R"({"a":1)"));
}

TEST(canonical_text, sorts_keys_and_drops_blanks) {
  auto const value = boost::json::parse(R"({ "b" : [1, {"z":null,"a":"\u00e9\""}], "a": true })");
  EXPECT_EQ(canonical_text(value), "{\"a\":true,\"b\":[1,{\"a\":\"é\\\"\",\"z\":null}]}");
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
