#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "test/history/games.h"
#include "test/history/harms.h"
#include "test/history/linearizable.h"
#include "test/history/log_order.h"

// Checks a recorded history against the journal of the stopped server, and the checkers against
// harmed copies of it.

namespace chepiao::history {
namespace {

constexpr auto kShown = std::size_t{5};

struct found_by {
  std::vector<finding> log;
  std::vector<std::string> search;
  std::size_t games = 0;
  std::size_t steps = 0;
  std::size_t left_out = 0;
  std::size_t undecided = 0;
  std::uint64_t tried = 0;
};

std::vector<std::string> search_all(recorded const& r, found_by& out) {
  auto wrong = std::vector<std::string>{};
  auto const parts = cut(r.seen, r.journal, r.hold_time);
  out.games = parts.each.size();
  out.steps = parts.steps;
  out.left_out = parts.left_out;
  for (auto const& each : parts.each) {
    auto const judged = judge(each);
    out.tried += judged.tried;
    out.undecided += judged.is == verdict::undecided ? 1 : 0;
    if (judged.is == verdict::wrong) {
      wrong.push_back(judged.stuck);
    }
  }
  return wrong;
}

found_by check(recorded const& r) {
  auto out = found_by{};
  out.log = check_log_order(r.seen, r.journal);
  out.search = search_all(r, out);
  return out;
}

int report(recorded const& r) {
  auto const out = check(r);
  fmt::print(
      "{} operations, {} records; {} departures and classes, {} steps, {} tries, "
      "{} operations left out\n",
      r.seen.size(), r.journal.records, out.games, out.steps, out.tried, out.left_out);
  for (auto i = std::size_t{0}; i < std::min(kShown, out.log.size()); ++i) {
    fmt::print("{}: {}\n", out.log[i].code, out.log[i].detail);
  }
  for (auto i = std::size_t{0}; i < std::min(kShown, out.search.size()); ++i) {
    fmt::print("no order explains: {}\n", out.search[i]);
  }
  auto const clean = out.log.empty() && out.search.empty() && out.undecided == 0;
  fmt::print("{} against the journal, {} without explanation, {} undecided\n", out.log.size(),
             out.search.size(), out.undecided);
  return clean ? 0 : 1;
}

// Every harm, so often; a missed one is the checkers' failure.
int harm_all(recorded const& good, int times) {
  auto planted = 0;
  auto caught = 0;
  auto missed = 0;
  for (auto const& each : all_harms()) {
    auto by_log = 0;
    auto by_search = 0;
    auto done = 0;
    for (auto seed = 1; seed <= times; ++seed) {
      auto chance = std::mt19937_64{static_cast<std::uint64_t>(seed)};
      auto harmed = good;
      if (!each.inflict(harmed, chance)) {
        continue;
      }
      ++done;
      auto const out = check(harmed);
      by_log += out.log.empty() ? 0 : 1;
      by_search += out.search.empty() ? 0 : 1;
      auto const reached = (each.by == seen_by::search || !out.log.empty()) &&
                           (each.by == seen_by::log || !out.search.empty());
      caught += reached ? 1 : 0;
      missed += reached ? 0 : 1;
    }
    planted += done;
    fmt::print("{:22} {:4} planted, {:4} seen against the journal, {:4} without explanation{}\n",
               each.name, done, by_log, by_search, done == 0 ? "  (no chance)" : "");
    missed += done == 0 ? 1 : 0;
  }
  fmt::print("{} wrong histories, {} caught, {} missed\n", planted, caught, missed);
  return missed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace chepiao::history

int main(int count, char** arguments) {
  namespace history = chepiao::history;
  auto app = CLI::App{"Is a recorded history one that a correct server could have made?"};
  auto file = std::string{};
  auto data = std::string{};
  auto hold_seconds = 600.0;
  auto harms = 0;
  app.add_option("history", file, "lines of JSON, see bench/load/history.h")->required();
  app.add_option("--data", data, "the stopped server's data folder")->required();
  app.add_option("--hold-seconds", hold_seconds, "after which a hold may expire");
  app.add_option("--harm", harms, "check the checkers: every harm so many times");
  CLI11_PARSE(app, count, arguments);
  try {
    auto const r = history::recorded{.seen = history::read_history(file),
                                     .journal = history::read_facts(data),
                                     .hold_time = static_cast<std::int64_t>(hold_seconds * 1e9)};
    return harms > 0 ? history::harm_all(r, harms) : history::report(r);
  } catch (std::exception const& wrong) {
    fmt::print(stderr, "chepiao_history: {}\n", wrong.what());
    return 2;
  }
}
