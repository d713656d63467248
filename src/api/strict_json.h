#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

namespace chepiao::api {

// Where a value lies while it is read, given back as a whole: most need no memory but this.
struct json_memory {
  std::array<unsigned char, 2048> block;
  boost::json::monotonic_resource resource{block.data(), block.size()};
};

// A whole text as JSON, at most `depth_max` deep. Nothing when it is none, or when an object, also
// one further in, has two equal keys: readers disagree about which of them counts. The value lies
// in the memory, which must live as long.
std::optional<boost::json::value> parse_strictly(std::string_view text,
                                                 std::size_t depth_max,
                                                 json_memory&);

}  // namespace chepiao::api
