#include "api/ops/ops_endpoints.h"

namespace chepiao::api::ops {
namespace {

// Made from openapi/chepiao.json by sources.cmake.
constexpr auto kText = std::string_view{
#include "openapi_text.inc"
};

}  // namespace

std::string_view openapi_text() {
  return kText;
}

}  // namespace chepiao::api::ops
