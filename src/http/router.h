#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/server.h"

namespace chepiao::http {

// Finds the route for a method and a decoded path. A literal segment wins over a {capture};
// captures are never empty. Immutable once built, so any thread may ask.
class router {
 public:
  struct match {
    route const* found;  // lives as long as the router
    std::vector<std::string> captures;
  };
  struct wrong_method {
    std::string allowed;  // for the Allow header: "GET, HEAD, POST"
  };
  struct no_match {};
  using outcome = std::variant<match, wrong_method, no_match>;

  // Throws std::invalid_argument for a pattern that does not start with '/', has an unbalanced
  // brace, or stands twice with one method.
  explicit router(std::vector<route>);

  // HEAD is answered by GET's route.
  outcome find(std::string_view method, std::string_view path) const;

 private:
  struct node {
    std::string literal;  // empty and `capture` for {placeholders}
    bool capture = false;
    std::vector<std::size_t> children;
    std::vector<std::size_t> routes;
  };

  void add(std::size_t route_index);
  std::size_t child(std::size_t parent, std::string_view segment);
  std::size_t descend(std::size_t at,
                      std::string_view rest,
                      std::vector<std::string_view>& captures) const;
  outcome choose(node const&,
                 std::string_view method,
                 std::vector<std::string_view> const& captures) const;

  std::vector<route> routes_;
  std::vector<node> nodes_;
};

}  // namespace chepiao::http
