#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "bench/load/settings.h"

namespace chepiao::load {

struct departure_on_sale {
  std::string id;
  std::string place_class;
  std::vector<std::string> stops;  // station codes in order
};

// What the server sells and who buys; read by all threads.
struct market {
  std::vector<std::string> tokens;  // one for each account
  std::vector<departure_on_sale> departures;
  std::vector<std::string> search_paths;
};

// Signs accounts up (or in, when they exist) and looks at the lines' departures. Throws
// std::runtime_error when the server says no.
market visit_market(std::string const& host, std::uint16_t port, market_settings const&);

}  // namespace chepiao::load
