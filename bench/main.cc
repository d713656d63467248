#include <filesystem>

#include <CLI/CLI.hpp>

#include "bench/fill.h"
#include "bench/inventory.h"

int main(int argc, char** argv) {
  auto app = CLI::App{"chepiao's own speed, in process", "chepiao_bench"};
  auto data = std::filesystem::path{};
  auto events = std::uint64_t{1'000'000};
  auto& fill =
      *app.add_subcommand("fill", "sell until the journal of a data folder holds that many events");
  fill.add_option("--data", data)->required();
  fill.add_option("--events", events)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (fill.parsed()) {
    return chepiao::bench::fill(data, events);
  }
  chepiao::bench::inventory();
  return 0;
}
