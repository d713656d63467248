#include "api/json_keys.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>

namespace chepiao::api {
namespace {

namespace json = boost::json;

// What basic_parser tells about a text; only keys are of interest.
struct key_watcher {
  static constexpr auto max_object_size = static_cast<std::size_t>(-1);
  static constexpr auto max_array_size = static_cast<std::size_t>(-1);
  static constexpr auto max_key_size = static_cast<std::size_t>(-1);
  static constexpr auto max_string_size = static_cast<std::size_t>(-1);

  bool on_object_begin(json::error_code&) {
    open.push_back(keys.size());
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    auto const first = keys.begin() + static_cast<std::ptrdiff_t>(open.back());
    std::sort(first, keys.end());
    if (std::adjacent_find(first, keys.end()) != keys.end()) {
      unique = false;
    }
    keys.erase(first, keys.end());
    open.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key.append(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    key.append(part);
    keys.push_back(std::exchange(key, {}));
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  std::vector<std::string> keys;  // of the objects that are open, outermost first
  std::vector<std::size_t> open;  // where each open object's keys begin
  std::string key;
  bool unique = true;
};

}  // namespace

bool keys_are_unique(std::string_view text, json::parse_options const& options) {
  auto parser = json::basic_parser<key_watcher>{options};
  auto failed = json::error_code{};
  auto const used = parser.write_some(false, text.data(), text.size(), failed);
  return !failed && used <= text.size() && parser.handler().unique;
}

}  // namespace chepiao::api
