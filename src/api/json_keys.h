#pragma once

#include <string_view>

#include <boost/json.hpp>

namespace chepiao::api {

// True when the text is JSON and no object in it names a key twice. Boost.JSON's own parser keeps
// the last of two equal keys, so that two readers of one body could see different things.
bool keys_are_unique(std::string_view text, boost::json::parse_options const&);

}  // namespace chepiao::api
