#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace chepiao::http {
namespace {

router three_routes() {
  return router{{{.method = "GET", .pattern = "/orders", .handle = {}},
                 {.method = "POST", .pattern = "/orders", .handle = {}},
                 {.method = "GET", .pattern = "/orders/{id}", .handle = {}},
                 {.method = "GET", .pattern = "/orders/open", .handle = {}},
                 {.method = "POST", .pattern = "/orders/{id}/payments/{n}", .handle = {}},
                 {.method = "GET", .pattern = "/", .handle = {}}}};
}

std::string pattern_of(router const& routes, std::string_view method, std::string_view path) {
  auto const outcome = routes.find(method, path);
  auto const* const match = std::get_if<router::match>(&outcome);
  return match == nullptr ? "" : match->found->method + " " + match->found->pattern;
}

TEST(router, finds_a_literal_path) {
  auto const routes = three_routes();
  EXPECT_EQ(pattern_of(routes, "GET", "/orders"), "GET /orders");
  EXPECT_EQ(pattern_of(routes, "POST", "/orders"), "POST /orders");
  EXPECT_EQ(pattern_of(routes, "GET", "/"), "GET /");
}

TEST(router, captures_in_order) {
  auto const routes = three_routes();
  auto const outcome = routes.find("POST", "/orders/ab c/payments/2");
  ASSERT_TRUE(std::holds_alternative<router::match>(outcome));
  EXPECT_EQ(std::get<router::match>(outcome).captures, (std::vector<std::string>{"ab c", "2"}));
}

TEST(router, prefers_a_literal_to_a_capture) {
  auto const routes = three_routes();
  EXPECT_EQ(pattern_of(routes, "GET", "/orders/open"), "GET /orders/open");
  EXPECT_EQ(pattern_of(routes, "GET", "/orders/opened"), "GET /orders/{id}");
}

TEST(router, comes_back_from_a_literal_that_leads_nowhere) {
  auto const routes = three_routes();
  auto const outcome = routes.find("POST", "/orders/open/payments/1");
  ASSERT_TRUE(std::holds_alternative<router::match>(outcome));
  EXPECT_EQ(std::get<router::match>(outcome).captures, (std::vector<std::string>{"open", "1"}));
}

TEST(router, answers_head_with_get) {
  EXPECT_EQ(pattern_of(three_routes(), "HEAD", "/orders"), "GET /orders");
}

TEST(router, says_which_methods_are_allowed) {
  auto const routes = three_routes();
  auto const outcome = routes.find("DELETE", "/orders");
  ASSERT_TRUE(std::holds_alternative<router::wrong_method>(outcome));
  EXPECT_EQ(std::get<router::wrong_method>(outcome).allowed, "GET, HEAD, POST");
}

TEST(router, knows_nothing_of_other_paths) {
  auto const routes = three_routes();
  for (auto const* path : {"/order", "/orders/", "/orders//payments/1", "//", "/orders/a/b", ""}) {
    EXPECT_TRUE(std::holds_alternative<router::no_match>(routes.find("GET", path))) << path;
  }
}

TEST(router, tells_methods_apart_by_case) {
  EXPECT_TRUE(std::holds_alternative<router::wrong_method>(three_routes().find("get", "/orders")));
}

TEST(router, refuses_a_contradiction) {
  auto const twice = std::vector<route>{{.method = "GET", .pattern = "/a/{x}", .handle = {}},
                                        {.method = "GET", .pattern = "/a/{y}", .handle = {}}};
  EXPECT_THROW(router{twice}, std::invalid_argument);
  for (auto const* pattern : {"a", "", "/a{b}", "/{}", "/{a"}) {
    auto const odd = std::vector<route>{{.method = "GET", .pattern = pattern, .handle = {}}};
    EXPECT_THROW(router{odd}, std::invalid_argument) << pattern;
  }
}

}  // namespace
}  // namespace chepiao::http
