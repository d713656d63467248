#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "api/door.h"
#include "api/traffic.h"
#include "api/worker_pool.h"
#include "base/clock.h"
#include "base/result.h"
#include "http/server.h"
#include "identity/identity.h"
#include "pipeline/pipeline.h"
#include "projection/projector.h"

// What operators and developers ask, outside /api/v1.

namespace chepiao::api::ops {

using outcome = result<http::response>;

struct get_health {
  outcome operator()(http::request const&) const;
};

struct get_readiness {
  pipeline const& sales;
  outcome operator()(http::request const&) const;
};

struct get_metrics {
  pipeline const& sales;
  projector const& projected;
  identity const& people;
  traffic const& seen;
  worker_pool const& readers;
  clock const& time;
  door const& entrance;
  std::function<http::server_figures()> const& server_figures;
  outcome operator()(http::request const&) const;
};

// A document that never changes while the program runs.
struct get_document {
  std::string_view content_type;  // a literal
  std::shared_ptr<std::string const> body;
  outcome operator()(http::request const&) const;
};

// openapi/chepiao.json as it was when the program was built.
std::string_view openapi_text();
// The same as a page to read, and its style sheet. No scripts.
std::string openapi_page(std::string_view openapi);
std::string_view openapi_style();

}  // namespace chepiao::api::ops
