#pragma once

#include <optional>
#include <string_view>

#include <boost/json/value.hpp>

namespace chepiao::api {

// A whole text as JSON, at most `depth_max` deep. Nothing when it is none, or when an object, also
// one further in, has two equal keys: readers disagree about which of them counts.
std::optional<boost::json::value> parse_strictly(std::string_view text, std::size_t depth_max);

}  // namespace chepiao::api
