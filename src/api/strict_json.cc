#include "api/strict_json.h"

#include <utility>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

namespace chepiao::api {
namespace {

namespace json = boost::json;

// Builds a value from what basic_parser tells, and counts the keys: of two equal ones only one gets
// into the value.
struct value_builder {
  static constexpr auto max_object_size = json::object::max_size();
  static constexpr auto max_array_size = json::array::max_size();
  static constexpr auto max_key_size = json::string::max_size();
  static constexpr auto max_string_size = json::string::max_size();

  explicit value_builder(json::storage_ptr memory) { stack.reset(std::move(memory)); }

  bool on_object_end(std::size_t size, json::error_code&) {
    keys += size;
    stack.push_object(size);
    return true;
  }
  bool on_array_end(std::size_t size, json::error_code&) {
    stack.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    stack.push_key(part);
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    stack.push_string(part);
    return true;
  }
  bool on_int64(std::int64_t number, json::string_view, json::error_code&) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, json::error_code&) {
    stack.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view, json::error_code&) {
    stack.push_double(number);
    return true;
  }
  bool on_bool(bool value, json::error_code&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(json::error_code&) {
    stack.push_null();
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  std::array<unsigned char, 2048> scratch;
  json::value_stack stack{json::storage_ptr{}, scratch.data(), scratch.size()};
  std::size_t keys = 0;
};

std::size_t keys_in(json::value const& value) {
  auto sum = std::size_t{0};
  if (auto const* object = value.if_object()) {
    sum = object->size();
    for (auto const& member : *object) {
      sum += keys_in(member.value());
    }
  } else if (auto const* list = value.if_array()) {
    for (auto const& element : *list) {
      sum += keys_in(element);
    }
  }
  return sum;
}

}  // namespace

std::optional<json::value> parse_strictly(std::string_view text,
                                          std::size_t depth_max,
                                          json_memory& memory) {
  auto options = json::parse_options{};
  options.max_depth = depth_max;
  auto parser = json::basic_parser<value_builder>{options, &memory.resource};
  auto failed = json::error_code{};
  auto const used = parser.write_some(false, text.data(), text.size(), failed);
  if (failed || used != text.size()) {
    return std::nullopt;
  }
  auto& built = parser.handler();
  auto value = built.stack.release();
  return keys_in(value) == built.keys ? std::optional{std::move(value)} : std::nullopt;
}

}  // namespace chepiao::api
