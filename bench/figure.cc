#include "bench/figure.h"

#include <fmt/format.h>

namespace chepiao::bench {

void print(figures const& all) {
  for (auto const& each : all) {
    fmt::print("{:<48} {:>16.6g}\n", each.name, each.value);
  }
}

void print_json(figures const& all) {
  auto out = std::string{"{"};
  for (auto const& each : all) {
    out += fmt::format("{}\"{}\":{}", out.size() > 1 ? "," : "", each.name, each.value);
  }
  fmt::print("{}}}\n", out);
}

}  // namespace chepiao::bench
