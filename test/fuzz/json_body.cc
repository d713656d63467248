#include "api/json_body.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "test/fuzz/fuzz.h"

// Bodies: what is read as JSON is bounded, has no key twice, and its canonical text is a fixed
// point.

namespace chepiao::fuzz {
namespace {

namespace json = boost::json;

result<json::object> parsed(std::string_view text, api::json_memory& memory) {
  auto request = http::request{};
  request.headers = {{"content-type", "application/json"}};
  request.body = text;
  return api::parse_body(request, memory);
}

std::size_t depth_of(json::value const& value) {
  auto deepest = std::size_t{0};
  if (auto const* object = value.if_object()) {
    for (auto const& entry : *object) {
      deepest = std::max(deepest, depth_of(entry.value()));
    }
    return deepest + 1;
  }
  if (auto const* list = value.if_array()) {
    for (auto const& element : *list) {
      deepest = std::max(deepest, depth_of(element));
    }
    return deepest + 1;
  }
  return 0;
}

// Boost 1.81 reads them a digit off, and 1e400 as infinite, which no text can say. No field of ours
// is one.
bool has_doubles(json::value const& value) {
  if (auto const* object = value.if_object()) {
    return std::ranges::any_of(*object, [](auto const& e) { return has_doubles(e.value()); });
  }
  if (auto const* list = value.if_array()) {
    return std::ranges::any_of(*list, has_doubles);
  }
  return value.is_double();
}

}  // namespace

void try_input(std::string_view input) {
  auto memory = api::json_memory{};
  auto const body = parsed(input, memory);
  if (!body) {
    return;
  }
  auto const value = json::value(*body);  // braces would make a list of it
  CHECK(depth_of(value) <= api::kJsonDepthMax);
  auto const text = api::canonical_text(value);
  if (!has_doubles(value)) {
    auto more_memory = api::json_memory{};
    auto const again = parsed(text, more_memory);
    CHECK(again.has_value());
    CHECK(api::canonical_text(*again) == text);
  }
  auto const fields = api::json_fields{*body, ""};
  for (auto const& entry : *body) {
    CHECK(fields.has(entry.key()));
    if (auto const said = fields.text(entry.key(), 64)) {
      CHECK(!said->empty() && said->size() <= 64);
    }
    if (auto const list = fields.list(entry.key(), 1, 4)) {
      CHECK(!(*list)->empty() && (*list)->size() <= 4);
    }
  }
}

}  // namespace chepiao::fuzz
