#include "sim/worker.h"

#include <chrono>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

#include "sim/apart.h"
#include "sim/demand.h"
#include "sim/play.h"
#include "sim/words.h"

namespace chepiao::sim {
namespace {

constexpr auto kTwiceEvery = std::uint64_t{50};
constexpr auto kSecondsMax = 60;  // of a seed; one that goes round in circles ends
constexpr auto kSumEvery = std::uint64_t{100};

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void say(int out, std::string const& line) {
  [[maybe_unused]] auto const n = ::write(out, line.data(), line.size());
}

std::string lines_of(tally const& t) {
  auto out =
      fmt::format("sum {} {} {} {} {} {} {} {} {}\n", t.seeds, t.wishes, t.commands, t.records,
                  t.lives, t.crashes, t.takeovers, t.played_twice, t.simulated_ms);
  for (auto const& [what, times] : t.seen) {
    out += fmt::format("sight {} {}\n", times, what);
  }
  return out;
}

void add(tally& t, history const& h, std::uint64_t wishes) {
  ++t.seeds;
  t.wishes += wishes;
  t.commands += h.commands;
  t.records += h.records;
  t.lives += h.lives;
  t.crashes += h.crashes;
  t.takeovers += h.takeovers;
  t.simulated_ms += static_cast<std::uint64_t>(h.lasted.count());
  for (auto const& [what, times] : h.seen) {
    t.seen[what] += times;
  }
}

// Once more from its seed, and once more from its text.
void demand_same_again(railway const& line, job const& j, std::uint64_t seed, history const& once) {
  auto text = std::string{};
  auto const again =
      play_seed(line, seed, j.wishes, j.harm, [&](script const& head, step const* next) {
        text += next == nullptr ? to_text(head) : to_text(*next);
      });
  demand(once == again, "the same seed played differently");
  demand(once == play_script(line, parse_script(text), j.harm),
         "the same steps played differently");
}

}  // namespace

void play_many(railway const& line,
               job const& j,
               std::uint64_t from,
               std::uint64_t stride,
               double until,
               int out) {
  auto t = tally{};
  for (auto seed = from; seed <= j.last && (until == 0 || seconds_now() < until); seed += stride) {
    say(out, fmt::format("at {}\n", seed));
    end_after_processor_seconds(kSecondsMax);
    try {
      auto const once = play_seed(line, seed, j.wishes, j.harm);
      if (j.first == j.last || seed % kTwiceEvery == 0) {
        demand_same_again(line, j, seed, once);
        ++t.played_twice;
      }
      add(t, once, j.wishes);
    } catch (std::exception const& e) {
      ++t.seeds;
      say(out, lines_of(std::exchange(t, {})) + fmt::format("failed {} {}\n", seed, e.what()));
    }
    if (t.seeds >= kSumEvery) {
      say(out, lines_of(std::exchange(t, {})));
    }
  }
  say(out, lines_of(t));
}

bool add_line(tally& t, std::string const& line) {
  auto in = words{line};
  if (in.skip("sum")) {
    for (auto* const field : {&t.seeds, &t.wishes, &t.commands, &t.records, &t.lives, &t.crashes,
                              &t.takeovers, &t.played_twice, &t.simulated_ms}) {
      *field += in.number<std::uint64_t>();
    }
    return true;
  }
  if (in.skip("sight")) {
    auto const times = in.next();
    t.seen[line.substr(line.find(times) + times.size() + 1)] += std::stoull(times);
    return true;
  }
  return false;
}

}  // namespace chepiao::sim
