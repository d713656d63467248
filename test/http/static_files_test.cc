#include "http/static_files.h"

#include <gtest/gtest.h>

#include <array>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

using chepiao::test::header_list;

constexpr auto kFiles = std::array<asset, 3>{{
    {"/assets/app-1a2b.js", "text/javascript; charset=utf-8", "\"a\"", "let plain", "zipped"},
    {"/favicon.svg", "image/svg+xml", "\"f\"", "<svg/>", ""},
    {"/index.html", "text/html; charset=utf-8", "\"i\"", "<html>", "zip"},
}};

header_list const kBrowser{{"Accept", "text/html,*/*;q=0.8"}};

class files : public testing::Test {
 protected:
  http_response get(std::string const& target, header_list const& headers = {}) {
    return server_.connect().get(target, headers);
  }

 private:
  test_server server_{{}, {}, static_files(kFiles)};
};

TEST_F(files, are_served_with_their_type) {
  auto const answer = get("/favicon.svg");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "<svg/>");
  EXPECT_EQ(answer.header("content-type"), "image/svg+xml");
  EXPECT_EQ(answer.header("etag"), "\"f\"");
  EXPECT_FALSE(answer.header("vary"));
}

TEST_F(files, with_a_hash_in_the_name_are_kept_for_ever) {
  EXPECT_EQ(get("/assets/app-1a2b.js").header("cache-control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(get("/index.html").header("cache-control"), "no-cache");
}

TEST_F(files, are_compressed_for_who_can_read_it) {
  auto const zipped = get("/assets/app-1a2b.js", {{"Accept-Encoding", "br, gzip;q=0.8"}});
  EXPECT_EQ(zipped.body, "zipped");
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_EQ(zipped.header("vary"), "Accept-Encoding");
  EXPECT_EQ(zipped.header("etag"), "\"a-gzip\"");
  for (auto const* refusing : {"br", "gzip;q=0", "gzip;q=0.0", "xgzip", ""}) {
    auto const plain = get("/assets/app-1a2b.js", {{"Accept-Encoding", refusing}});
    EXPECT_EQ(plain.body, "let plain") << refusing;
    EXPECT_FALSE(plain.header("content-encoding")) << refusing;
  }
}

TEST_F(files, are_not_sent_twice) {
  for (auto const* known : {"\"i\"", "W/\"i\"", "\"x\", \"i\"", "*"}) {
    auto const answer = get("/", {{"If-None-Match", known}});
    EXPECT_EQ(answer.status, 304) << known;
    EXPECT_EQ(answer.header("etag"), "\"i\"") << known;
    EXPECT_FALSE(answer.header("content-length")) << known;
  }
  EXPECT_EQ(get("/", {{"If-None-Match", "\"old\""}}).status, 200);
}

TEST_F(files, send_the_page_for_the_applications_own_addresses) {
  EXPECT_EQ(get("/").body, "<html>");
  EXPECT_EQ(get("/orders/123", kBrowser).body, "<html>");
  EXPECT_EQ(get("/orders/123").status, 404);
  EXPECT_EQ(get("/assets/missing.js", kBrowser).status, 404);
  EXPECT_EQ(get("/api/v1/missing", kBrowser).status, 404);
  EXPECT_EQ(get("/apiary", kBrowser).status, 200);
}

TEST_F(files, let_pages_load_from_here_only) {
  auto const policy = get("/").header("content-security-policy").value_or("");
  EXPECT_TRUE(policy.starts_with("default-src 'self'; "));
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(get("/").header("referrer-policy"), "same-origin");
}

TEST(no_files, are_not_found) {
  auto server = test_server{{}, {}, static_files({})};
  EXPECT_EQ(server.connect().get("/", kBrowser).status, 404);
}

}  // namespace
}  // namespace chepiao::http::test
