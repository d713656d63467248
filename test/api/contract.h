#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json.hpp>

// openapi/chepiao.json, read by tests.

namespace chepiao::test {

inline std::string contract_text() {
  auto file = std::ifstream{CHEPIAO_SOURCE_DIR "/openapi/chepiao.json"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline boost::json::object load_contract() {
  return boost::json::parse(contract_text()).as_object();
}

inline boost::json::object const& operation_of(boost::json::object const& contract,
                                               std::string_view method,
                                               std::string_view path) {
  auto lower = std::string{method};
  std::ranges::transform(lower, lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  auto const* item = contract.at("paths").as_object().if_contains(path);
  auto const* operation = item == nullptr ? nullptr : item->as_object().if_contains(lower);
  if (operation == nullptr) {
    throw std::runtime_error{"the contract does not know " + lower + " " + std::string{path}};
  }
  return operation->as_object();
}

// What a "#/..." reference points to; the value itself when it is none.
boost::json::object const& resolved(boost::json::object const& contract,
                                    boost::json::object const& maybe_reference);

// How a value differs from a schema; empty: not at all. A property that the schema does not name
// differs.
std::string difference(boost::json::object const& contract,
                       boost::json::object const& schema,
                       boost::json::value const& value,
                       std::string const& path = "");

}  // namespace chepiao::test
