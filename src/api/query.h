#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/service_day.h"
#include "http/server.h"

// Reading what stands behind the question mark. Refusals: invalid_field, naming the parameter.

namespace chepiao::api {

result<std::string_view> query_text(http::request const&, std::string_view name);

struct number_range {
  std::size_t least = 1;
  std::size_t most = 100;
  std::size_t otherwise = 20;  // when it is not given
};
result<std::size_t> query_number(http::request const&, std::string_view name, number_range);

result<service_day> query_day(http::request const&, std::string_view name);

}  // namespace chepiao::api
