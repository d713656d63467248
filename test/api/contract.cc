#include "test/api/contract.h"

#include <fmt/format.h>

namespace chepiao::test {
namespace {

namespace json = boost::json;

bool is_of(json::value const& value, std::string_view type) {
  return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
         (type == "string" && value.is_string()) || (type == "boolean" && value.is_bool()) ||
         (type == "null" && value.is_null()) ||
         (type == "integer" && (value.is_int64() || value.is_uint64()));
}

bool has_type(json::object const& schema, json::value const& value) {
  auto const* type = schema.if_contains("type");
  if (type == nullptr) {
    return true;
  }
  if (auto const* one = type->if_string()) {
    return is_of(value, *one);
  }
  return std::ranges::any_of(type->as_array(),
                             [&](json::value const& t) { return is_of(value, t.as_string()); });
}

std::string object_difference(json::object const& contract,
                              json::object const& schema,
                              json::object const& value,
                              std::string const& path) {
  auto const* properties = schema.if_contains("properties");
  if (properties == nullptr) {
    return {};
  }
  for (auto const& name : schema.at("required").as_array()) {
    if (!value.contains(name.as_string())) {
      return fmt::format("{} lacks {}", path, std::string_view{name.as_string()});
    }
  }
  for (auto const& [name, member] : value) {
    auto const* known = properties->as_object().if_contains(name);
    auto const where = fmt::format("{}/{}", path, std::string_view{name});
    if (known == nullptr) {
      return where + " is not in the contract";
    }
    if (auto found = difference(contract, known->as_object(), member, where); !found.empty()) {
      return found;
    }
  }
  return {};
}

}  // namespace

json::object const& resolved(json::object const& contract, json::object const& maybe_reference) {
  auto const* reference = maybe_reference.if_contains("$ref");
  if (reference == nullptr) {
    return maybe_reference;
  }
  auto const* at = &contract;
  auto rest = std::string_view{reference->as_string()}.substr(2);
  while (true) {
    auto const end = rest.find('/');
    at = &at->at(rest.substr(0, end)).as_object();
    if (end == std::string_view::npos) {
      return resolved(contract, *at);
    }
    rest.remove_prefix(end + 1);
  }
}

std::string difference(json::object const& contract,
                       json::object const& given,
                       json::value const& value,
                       std::string const& path) {
  auto const& schema = resolved(contract, given);
  for (auto const* choice : {"oneOf", "allOf"}) {
    if (auto const* parts = schema.if_contains(choice)) {
      auto const fits = std::ranges::any_of(parts->as_array(), [&](json::value const& part) {
        return difference(contract, part.as_object(), value, path).empty();
      });
      return fits ? std::string{} : path + " fits none of its schemas";
    }
  }
  if (!has_type(schema, value)) {
    return path + " has another type";
  }
  auto const* values = schema.if_contains("enum");
  if (values != nullptr &&
      std::ranges::find(values->as_array(), value) == values->as_array().end()) {
    return path + " is none of the words: " + json::serialize(value);
  }
  if (auto const* object = value.if_object()) {
    return object_difference(contract, schema, *object, path);
  }
  auto const* items = schema.if_contains("items");
  if (auto const* list = value.if_array(); list != nullptr && items != nullptr) {
    for (auto i = std::size_t{0}; i < list->size(); ++i) {
      auto const where = fmt::format("{}/{}", path, i);
      if (auto found = difference(contract, items->as_object(), (*list)[i], where);
          !found.empty()) {
        return found;
      }
    }
  }
  return {};
}

}  // namespace chepiao::test
