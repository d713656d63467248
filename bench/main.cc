#include <exception>
#include <filesystem>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "bench/fill.h"
#include "bench/inventory.h"
#include "bench/memory.h"
#include "bench/pipeline.h"
#include "bench/replay.h"
#include "bench/seats.h"

namespace chepiao::bench {
namespace {

struct wishes {
  std::filesystem::path data;
  std::uint64_t events = 1'000'000;
  std::size_t tickets_per_departure = 300;
  pipeline_run pipeline;
  seats_run seats;
  bool json = false;
};

int show(figures const& seen, wishes const& w) {
  w.json ? print_json(seen) : print(seen);
  return 0;
}

int run(int argc, char** argv) {
  auto app = CLI::App{"chepiao's own speed, in process", "chepiao_bench"};
  auto w = wishes{};
  auto const sub = [&](char const* name, char const* what) -> CLI::App& {
    auto& command = *app.add_subcommand(name, what);
    command.add_flag("--json", w.json, "one JSON object");
    return command;
  };
  auto const on_data = [&](char const* name, char const* what) -> CLI::App& {
    auto& command = sub(name, what);
    command.add_option("--data", w.data)->required();
    return command;
  };
  auto& filling =
      *app.add_subcommand("fill", "sell until the journal of a data folder holds that many events");
  filling.add_option("--data", w.data)->required();
  filling.add_option("--events", w.events)->capture_default_str();
  auto& flow = on_data("pipeline", "durable commands a second: holds, then their payments");
  flow.add_option("--commands", w.pipeline.commands, "of each")->capture_default_str();
  flow.add_option("--in-flight", w.pipeline.in_flight)->capture_default_str();
  auto const& replaying = on_data("replay", "start-up from the journal, and from a snapshot");
  auto& weighing = on_data("memory", "bytes for each opened departure and each ticket");
  weighing.add_option("--tickets", w.tickets_per_departure, "of each departure")
      ->capture_default_str();
  auto& seating = sub("seats", "how full trains get, by the way a seat is chosen");
  seating.add_option("--rounds", w.seats.rounds)->capture_default_str();
  seating.add_option("--cancelled", w.seats.cancelled)->capture_default_str();
  seating.add_option("--demand", w.seats.demand)->capture_default_str();
  auto const& counting = *app.add_subcommand("inventory", "one departure's seats, in nanoseconds");
  app.require_subcommand(0, 1);
  CLI11_PARSE(app, argc, argv);
  if (filling.parsed()) {
    return fill(w.data, w.events);
  }
  if (flow.parsed()) {
    return show(pipeline(w.data, w.pipeline), w);
  }
  if (replaying.parsed()) {
    return show(replay(w.data), w);
  }
  if (weighing.parsed()) {
    return show(memory(w.data, w.tickets_per_departure), w);
  }
  if (seating.parsed()) {
    return show(seats(w.seats), w);
  }
  if (counting.parsed()) {
    inventory();
    return 0;
  }
  fmt::print("{}", app.help());
  return 0;
}

}  // namespace
}  // namespace chepiao::bench

int main(int argc, char** argv) {
  try {
    return chepiao::bench::run(argc, argv);
  } catch (std::exception const& e) {
    fmt::print(stderr, "chepiao_bench: {}\n", e.what());
    return 1;
  }
}
