#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/account_keys.h"
#include "api/door.h"
#include "api/live_counts.h"
#include "api/search_answers.h"
#include "api/traffic.h"
#include "api/wire_names.h"
#include "api/worker_pool.h"
#include "base/clock.h"
#include "base/rng.h"
#include "command/sale_limits.h"
#include "fare/tariff.h"
#include "http/server.h"
#include "identity/identity.h"
#include "pipeline/pipeline.h"
#include "projection/live_feed.h"
#include "projection/projector.h"
#include "store/order_store.h"
#include "timetable/timetable.h"

namespace chepiao::api {

struct demo_account {
  std::string username;
  std::string password;
};

// What the web application is told about this service.
struct public_facts {
  std::string operator_name;
  std::string version;
  bool sample_data = false;  // the timetable is no operator's
  bool demo = false;
  std::vector<demo_account> demo_accounts;  // shown to everybody: only those of a demo
};

// All that endpoints work on. Fill the first part with designated initializers; the second part
// makes itself. Stop the server first, then the pipeline (both may still call into here), then end
// this, and after it pipeline, live feed, projector, store and identity.
struct context {
  timetable const& schedule;
  tariff const& prices;
  sale_limits limits;
  public_facts facts;
  pipeline& sales;
  live_feed& feed;
  projector& projected;
  order_store& orders;
  identity& people;
  clock& time;
  rng& chance;
  // Asked for /metrics; may be empty (no figures of the server then).
  std::function<http::server_figures()> server_figures = {};

  wire_names names{schedule};
  account_keys keys{chance};
  search_answers searches{chance};
  traffic seen = {};
  door entrance{sales};
  worker_pool readers{{.threads = 2, .queue_max = 256}};
  live_counts live{feed};
};

}  // namespace chepiao::api
