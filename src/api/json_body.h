#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "api/strict_json.h"
#include "base/result.h"
#include "http/server.h"

// Strict reading of request bodies: one object, at most kJsonDepthMax deep, no key twice, no
// unknown field.

namespace chepiao::api {

constexpr std::size_t kJsonDepthMax = 8;
constexpr std::size_t kBodyBytesMax = std::size_t{64} * 1024;

// The object lies in the memory, which must live as long. Refusals: unsupported_media_type,
// malformed_json, invalid_field (the body is JSON but no object).
result<boost::json::object> parse_body(http::request const&, json_memory&);
// The same, but no body at all counts as {}.
result<boost::json::object> parse_optional_body(http::request const&, json_memory&);

// The same text for what means the same: keys sorted, no blanks.
std::string canonical_text(boost::json::value const&);
std::string canonical_text(boost::json::object const&);
std::string canonical_text(boost::json::array const&);

// Where an element of a list stands in the body: "legs[0]".
std::string path_in(std::string list, std::size_t index);

// One object's fields by name. Refusals are invalid_field with the path of the field. Views into
// the object, which must live as long.
class json_fields {
 public:
  // `path`: where the object stands in the body, e.g. "legs[0]"; empty for the body itself.
  json_fields(boost::json::object const& object, std::string path)
      : object_{object}, path_{std::move(path)} {}
  // Refuses what is no object.
  static result<json_fields> of(boost::json::value const&, std::string path);

  result<void> only(std::initializer_list<std::string_view> known) const;
  bool has(std::string_view name) const { return object_.if_contains(name) != nullptr; }
  // A text of 1 to `bytes_max` bytes.
  result<std::string_view> text(std::string_view name, std::size_t bytes_max) const;
  // A list of `size_min` to `size_max` elements.
  result<boost::json::array const*> list(std::string_view name,
                                         std::size_t size_min,
                                         std::size_t size_max) const;
  std::string path_of(std::string_view name) const;

 private:
  boost::json::object const& object_;
  std::string path_;
};

}  // namespace chepiao::api
