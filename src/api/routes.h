#pragma once

#include <vector>

#include "api/context.h"
#include "http/server.h"

namespace chepiao::api {

// Every address of the API, as openapi/chepiao.json describes them. The routes refer to the
// context.
std::vector<http::route> routes(context&);

}  // namespace chepiao::api
