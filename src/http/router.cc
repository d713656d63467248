#include "http/router.h"

#include <algorithm>
#include <stdexcept>

namespace chepiao::http {
namespace {

constexpr auto kNone = static_cast<std::size_t>(-1);

struct split_path {
  std::string_view segment;
  std::string_view rest;  // starts with '/', or empty at the end
};

// Requires a path that starts with '/'.
split_path split(std::string_view path) {
  auto const end = std::min(path.find('/', 1), path.size());
  return {.segment = path.substr(1, end - 1), .rest = path.substr(end)};
}

bool is_capture(std::string_view segment) {
  return segment.size() > 2 && segment.starts_with('{') && segment.ends_with('}');
}

}  // namespace

router::router(std::vector<route> routes) : routes_{std::move(routes)}, nodes_(1) {
  for (auto i = std::size_t{0}; i < routes_.size(); ++i) {
    add(i);
  }
}

void router::add(std::size_t route_index) {
  auto const& added = routes_[route_index];
  if (!added.pattern.starts_with('/')) {
    throw std::invalid_argument{"route pattern must start with '/': " + added.pattern};
  }
  auto at = std::size_t{0};
  for (auto rest = std::string_view{added.pattern}; !rest.empty();) {
    auto const [segment, after] = split(rest);
    if (!is_capture(segment) && segment.find_first_of("{}") != std::string_view::npos) {
      throw std::invalid_argument{"route pattern with a stray brace: " + added.pattern};
    }
    at = child(at, segment);
    rest = after;
  }
  for (auto const other : nodes_[at].routes) {
    if (routes_[other].method == added.method) {
      throw std::invalid_argument{"route stands twice: " + added.method + " " + added.pattern};
    }
  }
  nodes_[at].routes.push_back(route_index);
}

std::size_t router::child(std::size_t parent, std::string_view segment) {
  auto const capture = is_capture(segment);
  auto const literal = capture ? std::string_view{} : segment;
  for (auto const index : nodes_[parent].children) {
    if (nodes_[index].capture == capture && nodes_[index].literal == literal) {
      return index;
    }
  }
  auto const index = nodes_.size();
  nodes_.push_back(
      {.literal = std::string{literal}, .capture = capture, .children = {}, .routes = {}});
  auto& siblings = nodes_[parent].children;
  // Literals first: they win.
  siblings.insert(capture ? siblings.end() : siblings.begin(), index);
  return index;
}

std::size_t router::descend(std::size_t at,
                            std::string_view rest,
                            std::vector<std::string_view>& captures) const {
  if (rest.empty()) {
    return nodes_[at].routes.empty() ? kNone : at;
  }
  auto const [segment, after] = split(rest);
  for (auto const index : nodes_[at].children) {
    auto const& next = nodes_[index];
    if (next.capture ? segment.empty() : next.literal != segment) {
      continue;
    }
    if (next.capture) {
      captures.push_back(segment);
    }
    if (auto const found = descend(index, after, captures); found != kNone) {
      return found;
    }
    if (next.capture) {
      captures.pop_back();
    }
  }
  return kNone;
}

router::outcome router::choose(node const& at,
                               std::string_view method,
                               std::vector<std::string_view> const& captures) const {
  auto allowed = std::string{};
  auto const wanted = method == "HEAD" ? std::string_view{"GET"} : method;
  for (auto const index : at.routes) {
    auto const& candidate = routes_[index];
    if (candidate.method == wanted) {
      return match{.found = &candidate, .captures = {captures.begin(), captures.end()}};
    }
    allowed += (allowed.empty() ? "" : ", ") + candidate.method;
    if (candidate.method == "GET") {
      allowed += ", HEAD";
    }
  }
  return wrong_method{std::move(allowed)};
}

router::outcome router::find(std::string_view method, std::string_view path) const {
  if (!path.starts_with('/')) {
    return no_match{};
  }
  auto captures = std::vector<std::string_view>{};
  auto const at = descend(0, path, captures);
  if (at == kNone) {
    return no_match{};
  }
  return choose(nodes_[at], method, captures);
}

}  // namespace chepiao::http
