#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "sim/apart.h"
#include "sim/crew.h"
#include "sim/demand.h"
#include "sim/play.h"
#include "sim/report.h"
#include "sim/shrink.h"
#include "test/support/temporary_folder.h"

// The simulator: the real engine, writer, recovery, journal and formats in one thread, with drawn
// commands, faults and clocks, beside a naive model. One number replays everything.

namespace chepiao::sim {
namespace {

struct wishes_of_caller {
  job what;
  std::string harm_name = "none";
  bool show_sights = false;
  bool shrinks = true;
  bool prints_steps = false;
  std::filesystem::path stories;   // replay these
  std::filesystem::path keeps_in;  // shrunk failures
  std::filesystem::path report;
};

std::string how_to_replay(wishes_of_caller const& w, std::uint64_t seed) {
  auto const harm = w.what.harm == sabotage::none ? "" : " --break " + w.harm_name;
  return fmt::format("./dev sim --seed {} --commands {}{}", seed, w.what.wishes, harm);
}

std::string story_text(failure const& f, std::string const& title) {
  return fmt::format("# {}\n# {}\n{}", title, f.what, to_text(f.story));
}

// What a seed comes down to, printed, and kept when there is a place for it.
void tell_story(railway const& line, wishes_of_caller const& w, std::uint64_t seed) {
  auto const whole = write_down(line, seed, w.what.wishes, w.what.harm);
  if (whole.what.empty()) {
    fmt::print("  played alone it passes\n");
    return;
  }
  auto const small = shrink(line, whole, w.what.harm);
  auto const text = story_text(small, fmt::format("seed {}", seed));
  fmt::print("{} steps come down to {}:\n{}", whole.story.steps.size(), small.story.steps.size(),
             text);
  if (!w.keeps_in.empty()) {
    auto const path = w.keeps_in / fmt::format("seed-{}.txt", seed);
    std::ofstream{path} << text;
    fmt::print("  ./dev sim --story {}\n", path.string());
  }
}

int play_seeds(railway const& line, wishes_of_caller const& w) {
  auto const r = work(line, w.what, [&](failed_seed const& f) {
    fmt::print("seed {}: {}\n  {}\n", f.seed, f.what, how_to_replay(w, f.seed));
    std::fflush(stdout);
  });
  if (!r.failed.empty() && w.shrinks) {
    tell_story(line, w, r.failed.front().seed);
  }
  fmt::print("{}", summary_of(r));
  if (w.show_sights) {
    fmt::print("{}", sights_of(r.sum));
  }
  if (!w.report.empty()) {
    write_report(w.report, w.what, r);
  }
  fmt::print("{} passed, {} failed\n", r.sum.seeds - std::min(r.sum.seeds, r.failed.size()),
             r.failed.size());
  return r.failed.empty() ? 0 : 1;
}

int print_steps(railway const& line, wishes_of_caller const& w) {
  auto const all = write_down(line, w.what.first, w.what.wishes, w.what.harm);
  fmt::print("{}", to_text(all.story));
  return all.what.empty() ? 0 : (fmt::print("# {}\n", all.what), 1);
}

int play_stories(railway const& line, wishes_of_caller const& w) {
  auto files = std::vector<std::filesystem::path>{};
  if (std::filesystem::is_directory(w.stories)) {
    for (auto const& one : std::filesystem::directory_iterator{w.stories}) {
      files.push_back(one.path());
    }
  } else {
    files.push_back(w.stories);
  }
  std::ranges::sort(files);
  auto failed = 0;
  for (auto const& path : files) {
    auto const what = play_apart([&] {
      auto in = std::ifstream{path};
      demand(in.good(), "{} cannot be read", path.string());
      auto const text = std::string{std::istreambuf_iterator<char>{in}, {}};
      play_script(line, parse_script(text), w.what.harm);
    });
    fmt::print("{}: {}\n", path.filename().string(), what.empty() ? "passes" : what);
    failed += what.empty() ? 0 : 1;
  }
  fmt::print("{} passed, {} failed\n", static_cast<int>(files.size()) - failed, failed);
  return failed == 0 ? 0 : 1;
}

void parse_range(std::string const& text, job& j) {
  auto end = 0;
  if (std::sscanf(text.c_str(), "%lu..%lu%n", &j.first, &j.last, &end) != 2 ||
      !std::cmp_equal(end, text.size()) || j.first > j.last) {
    throw CLI::ValidationError{"--seeds", "wants A..B"};
  }
}

// Throws CLI::ParseError.
void read_wishes(CLI::App& app, int argc, char** argv, wishes_of_caller& w) {
  static auto const kHarms = std::map<std::string, sabotage>{
      {"none", sabotage::none},
      {"acknowledge_early", sabotage::acknowledge_early},
      {"lose_row", sabotage::lose_row},
      {"replay_twice", sabotage::replay_twice},
      {"forget_key", sabotage::forget_key},
  };
  auto range = std::string{};
  auto seed = std::uint64_t{0};
  auto& j = w.what;
  auto* const one = app.add_option("--seed", seed, "play this seed, three times");
  auto* const many = app.add_option("--seeds", range, "play these, A..B")->excludes(one);
  app.add_option("--minutes", j.minutes, "play seeds for so long")->excludes(one);
  app.add_option("--jobs", j.workers, "processes")->check(CLI::Range(1, 256));
  app.add_option("--commands", j.wishes, "per seed")->capture_default_str();
  app.add_option("--story", w.stories, "replay this file, or all of a folder")
      ->excludes(one)
      ->excludes(many);
  app.add_option("--keep", w.keeps_in, "write what the first failure comes down to in this folder")
      ->check(CLI::ExistingDirectory);
  app.add_option("--report", w.report, "write a page of what was played");
  app.add_option("--failures", j.failures_max, "stop after so many")->capture_default_str();
  app.add_flag("!--no-shrink", w.shrinks, "do not look for a shorter story");
  app.add_flag("--print", w.prints_steps, "print the steps of --seed");
  app.add_flag("--sights", w.show_sights, "list what came up, and how often");
  app.add_option("--break", w.harm_name)
      ->group("")  // hidden: shows that the checks see
      ->check(CLI::IsMember(kHarms));
  app.parse(argc, argv);
  if (one->count() > 0) {
    j.first = j.last = seed;
  } else if (many->count() > 0) {
    parse_range(range, j);
  } else if (j.minutes > 0) {
    j.last = std::numeric_limits<std::uint64_t>::max() / 2;
  }
  j.harm = kHarms.at(w.harm_name);
}

int run(int argc, char** argv) {
  auto app = CLI::App{"chepiao against a naive model, with faults, seeded", "chepiao_sim"};
  auto w = wishes_of_caller{};
  try {
    read_wishes(app, argc, argv, w);
  } catch (CLI::ParseError const& e) {
    return app.exit(e);
  }
  auto const scratch = test::temporary_folder{};
  set_scratch(scratch.path());
  auto const line = railway{};
  if (!w.stories.empty()) {
    return play_stories(line, w);
  }
  return w.prints_steps ? print_steps(line, w) : play_seeds(line, w);
}

}  // namespace
}  // namespace chepiao::sim

int main(int argc, char** argv) {
  return chepiao::sim::run(argc, argv);
}
