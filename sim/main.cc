#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <map>
#include <string>

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "sim/demand.h"
#include "sim/run.h"

// The simulator: the real engine, writer, recovery and formats in one thread, with drawn commands,
// crashes and clocks, beside a naive model. One number replays everything.

namespace chepiao::sim {
namespace {

constexpr auto kRepeatEvery = std::uint64_t{100};
constexpr auto kFailuresMax = std::uint64_t{10};

struct job {
  std::uint64_t first = 1;
  std::uint64_t last = 100;
  std::uint64_t commands = 200;
  std::string harm_name = "none";
  sabotage harm = sabotage::none;
  bool show_sights = false;
};

struct tally {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t commands = 0;
  std::uint64_t records = 0;
  std::uint64_t crashes = 0;
  sights seen;
};

// For the signal handler: a failed CHECK ends the process, but not without its seed. Written before
// each seed; the handler formats nothing.
std::array<char, 400> last_words{};

std::string how_to_replay(job const& j, std::uint64_t seed) {
  auto const harm = j.harm == sabotage::none ? "" : " --break " + j.harm_name;
  return fmt::format("./dev sim --seed {} --commands {}{}", seed, j.commands, harm);
}

void prepare_last_words(job const& j, std::uint64_t seed, tally const& so_far) {
  last_words.fill('\0');
  fmt::format_to_n(last_words.data(), last_words.size() - 1,
                   "seed {}: a CHECK failed or the program crashed\n  {}\n{} passed, {} failed\n",
                   seed, how_to_replay(j, seed), so_far.passed, so_far.failed + 1);
}

extern "C" void say_last_words(int) {
  auto length = std::size_t{0};
  while (last_words[length] != '\0') {
    ++length;
  }
  [[maybe_unused]] auto const written = ::write(STDOUT_FILENO, last_words.data(), length);
  ::_exit(1);
}

void play_seed(railway const& line, job const& j, std::uint64_t seed, tally& t) {
  prepare_last_words(j, seed, t);
  try {
    auto const once = run(line, seed, j.commands, j.harm);
    if (j.first == j.last || seed % kRepeatEvery == 0) {
      demand(once == run(line, seed, j.commands, j.harm), "the same seed played differently");
    }
    t.commands += once.commands;
    t.records += once.records;
    t.crashes += once.crashes;
    for (auto const& [what, times] : once.seen) {
      t.seen[what] += times;
    }
    ++t.passed;
    if (j.first == j.last) {
      fmt::print("seed {}: {} records, {} crashes, told {:016x}, journal ", seed, once.records,
                 once.crashes, once.told);
      for (auto const b : once.journal) {
        fmt::print("{:02x}", std::to_integer<unsigned>(b));
      }
      fmt::print("\n");
    }
  } catch (std::exception const& e) {
    ++t.failed;
    fmt::print("seed {}: {}\n  {}\n", seed, e.what(), how_to_replay(j, seed));
  }
  std::fflush(stdout);
}

int play_all(job const& j) {
  auto const line = railway{};
  auto t = tally{};
  auto const begin = std::chrono::steady_clock::now();
  auto const failures_max = j.harm == sabotage::none ? kFailuresMax : 1;
  for (auto seed = j.first; seed <= j.last && t.failed < failures_max; ++seed) {
    play_seed(line, j, seed, t);
  }
  auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print("{} seeds, {} commands, {} records, {} crashes, {:.0f} commands/s, {:.0f} seeds/s\n",
             t.passed + t.failed, t.commands, t.records, t.crashes,
             static_cast<double>(t.commands) / took,
             static_cast<double>(t.passed + t.failed) / took);
  if (j.show_sights) {
    for (auto const& [what, times] : t.seen) {
      fmt::print("{:>10} {}\n", times, what);
    }
  }
  fmt::print("{} passed, {} failed\n", t.passed, t.failed);
  return t.failed == 0 ? 0 : 1;
}

bool parse_range(std::string const& text, job& j) {
  auto end = 0;
  return std::sscanf(text.c_str(), "%lu..%lu%n", &j.first, &j.last, &end) == 2 &&
         std::cmp_equal(end, text.size()) && j.first <= j.last;
}

// Throws CLI::ParseError.
void read_job(CLI::App& app, int argc, char** argv, job& j) {
  static auto const kHarms = std::map<std::string, sabotage>{
      {"none", sabotage::none},
      {"acknowledge_early", sabotage::acknowledge_early},
      {"lose_row", sabotage::lose_row},
      {"replay_twice", sabotage::replay_twice},
      {"forget_key", sabotage::forget_key},
  };
  auto range = std::string{};
  auto seed = std::uint64_t{0};
  auto* const one = app.add_option("--seed", seed, "play this seed, twice");
  auto* const many = app.add_option("--seeds", range, "play these, A..B")->excludes(one);
  app.add_option("--commands", j.commands, "per seed")->capture_default_str();
  app.add_flag("--sights", j.show_sights, "list what came up, and how often");
  app.add_option("--break", j.harm_name)
      ->group("")  // hidden: shows that the checks see
      ->check(CLI::IsMember(kHarms));
  app.parse(argc, argv);
  if (one->count() > 0) {
    j.first = j.last = seed;
  }
  if (many->count() > 0 && !parse_range(range, j)) {
    throw CLI::ValidationError{"--seeds", "wants A..B"};
  }
  j.harm = kHarms.at(j.harm_name);
}

}  // namespace
}  // namespace chepiao::sim

int main(int argc, char** argv) {
  namespace sim = chepiao::sim;
  auto app = CLI::App{"chepiao against a naive model, with crashes, seeded", "chepiao_sim"};
  auto j = sim::job{};
  try {
    sim::read_job(app, argc, argv, j);
  } catch (CLI::ParseError const& e) {
    return app.exit(e);
  }
  std::signal(SIGABRT, sim::say_last_words);
  std::signal(SIGSEGV, sim::say_last_words);
  return sim::play_all(j);
}
