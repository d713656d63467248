#include "api/json_body.h"

#include <algorithm>
#include <vector>

#include "api/json_text.h"

namespace chepiao::api {
namespace {

namespace json = boost::json;

bool is_json(http::request const& request) {
  auto const type = request.header("content-type").value_or("");
  auto const essence = type.substr(0, type.find(';'));
  auto const last = essence.find_last_not_of(" \t");
  auto const trimmed = essence.substr(0, last == std::string_view::npos ? 0 : last + 1);
  return std::ranges::equal(
      trimmed, std::string_view{"application/json"}, {},
      [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : int{c}; },
      [](char c) { return int{c}; });
}

bool is_plain(char c) {
  return (c >= ' ' && c != '"' && c != '\\' && c != '\x7F') || c < 0;
}

void append_canonical(std::string& out, json::string_view text) {
  if (std::ranges::all_of(text, is_plain)) {
    out += '"';
    out += std::string_view{text};
    out += '"';
  } else {
    out += json::serialize(text);
  }
}

void append_canonical(std::string& out, json::value const& value);

void append_canonical(std::string& out, json::object const& object) {
  auto keys = std::vector<std::string_view>{};
  keys.reserve(object.size());
  for (auto const& entry : object) {
    keys.emplace_back(entry.key());
  }
  std::ranges::sort(keys);
  out += '{';
  for (auto const key : keys) {
    if (out.back() != '{') {
      out += ',';
    }
    append_canonical(out, json::string_view{key});
    out += ':';
    append_canonical(out, object.at(key));
  }
  out += '}';
}

void append_canonical(std::string& out, json::array const& list) {
  out += '[';
  for (auto const& element : list) {
    if (&element != list.data()) {
      out += ',';
    }
    append_canonical(out, element);
  }
  out += ']';
}

void append_canonical(std::string& out, json::value const& value) {
  if (auto const* object = value.if_object()) {
    append_canonical(out, *object);
  } else if (auto const* list = value.if_array()) {
    append_canonical(out, *list);
  } else if (auto const* text = value.if_string()) {
    append_canonical(out, json::string_view{*text});
  } else {
    out += json::serialize(value);
  }
}

template <typename Value>
std::string canonical(Value const& value) {
  constexpr auto kUsualSize = std::size_t{256};
  auto out = std::string{};
  out.reserve(kUsualSize);
  append_canonical(out, value);
  return out;
}

}  // namespace

result<json::object> parse_body(http::request const& request, json_memory& memory) {
  if (!is_json(request)) {
    return refuse(refusal_code::unsupported_media_type);
  }
  auto value = parse_strictly(request.body, kJsonDepthMax, memory);
  if (!value) {
    return refuse(refusal_code::malformed_json);
  }
  if (!value->is_object()) {
    return refuse(refusal_code::invalid_field, "body");
  }
  return std::move(value->as_object());
}

result<json::object> parse_optional_body(http::request const& request, json_memory& memory) {
  if (request.body.empty()) {
    return json::object{};
  }
  return parse_body(request, memory);
}

std::string canonical_text(json::value const& value) {
  return canonical(value);
}
std::string canonical_text(json::object const& object) {
  return canonical(object);
}
std::string canonical_text(json::array const& list) {
  return canonical(list);
}

result<json_fields> json_fields::of(json::value const& value, std::string path) {
  if (auto const* object = value.if_object()) {
    return json_fields{*object, std::move(path)};
  }
  return refuse(refusal_code::invalid_field, std::move(path));
}

result<void> json_fields::only(std::initializer_list<std::string_view> known) const {
  for (auto const& entry : object_) {
    if (std::ranges::find(known, std::string_view{entry.key()}) == known.end()) {
      auto const shown = std::string_view{entry.key()}.substr(0, 64);
      return refuse(refusal_code::invalid_field, path_of(shown));
    }
  }
  return {};
}

result<std::string_view> json_fields::text(std::string_view name, std::size_t bytes_max) const {
  auto const* value = object_.if_contains(name);
  auto const* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr || text->empty() || text->size() > bytes_max) {
    return refuse(refusal_code::invalid_field, path_of(name));
  }
  return std::string_view{*text};
}

result<json::array const*> json_fields::list(std::string_view name,
                                             std::size_t size_min,
                                             std::size_t size_max) const {
  auto const* value = object_.if_contains(name);
  auto const* list = value == nullptr ? nullptr : value->if_array();
  if (list == nullptr || list->size() < size_min || list->size() > size_max) {
    return refuse(refusal_code::invalid_field, path_of(name));
  }
  return list;
}

std::string path_in(std::string list, std::size_t index) {
  list += '[';
  append_number(list, index);
  list += ']';
  return list;
}

std::string json_fields::path_of(std::string_view name) const {
  return path_.empty() ? std::string{name} : (path_ + '.').append(name);
}

}  // namespace chepiao::api
