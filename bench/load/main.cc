#include <algorithm>
#include <csignal>
#include <exception>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include "bench/load/report.h"
#include "bench/load/worker.h"

// An HTTP load generator that knows how tickets are bought; docs/benchmarks.md says how to use it.

namespace chepiao::load {
namespace {

constexpr auto kExamples = R"(
Examples
  chepiao_load --port 8080 --scenario hold --line S0,S4 -c 256 --seconds 10
  chepiao_load --port 8080 --scenario hold-cancel --line S0,S4 --departures 1 -c 64
  chepiao_load --port 8080 --rate 20000 --scenario search=80 --scenario purchase=20 --line S0,S4
  chepiao_load --port 9090 --scenario get --path / -c 64

Scenarios: get, search, hold, hold-cancel, purchase (hold, pay), purchase-ticket (and read the
order), purchase-refund (and give it back). The server's limits for one account must allow what is
asked: serve --unpaid-orders-per-account 1000000 --open-orders-per-account 1000000000.)";

struct wishes {
  std::vector<std::string> scenarios;
  std::vector<std::string> lines;
  bool json_to_stdout = false;
};

// "hold=3": three times as often as one without a number.
weighted_scenario scenario_from(std::string const& text) {
  auto const equals = text.find('=');
  auto const what = scenario_of(text.substr(0, equals));
  if (!what) {
    throw std::runtime_error{"no such scenario: " + text};
  }
  return {.what = *what,
          .weight = equals == std::string::npos ? 1 : std::stod(text.substr(equals + 1))};
}

line_ends line_from(std::string const& text) {
  auto const comma = text.find(',');
  if (comma == std::string::npos) {
    throw std::runtime_error{"a line is two stations with a comma: " + text};
  }
  return {.from = text.substr(0, comma), .to = text.substr(comma + 1)};
}

void add_options(CLI::App& app, load_settings& s, wishes& w) {
  app.add_option("--host", s.host, "IPv4 address")->capture_default_str();
  app.add_option("--port", s.port)->capture_default_str();
  app.add_option("-c,--connections", s.connections)
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("-t,--threads", s.threads)->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--seconds", s.seconds, "measured")->capture_default_str();
  app.add_option("--warm-up", s.warm_up_seconds, "seconds before that")->capture_default_str();
  app.add_option("--timeout", s.timeout_seconds, "of one request")->capture_default_str();
  app.add_option("--rate", s.rate,
                 "open loop: scenarios begun a second, whether or not the server keeps up; "
                 "latency counts from when they should have begun");
  app.add_flag("!--fixed-rate", s.poisson, "even gaps in an open loop, not a Poisson process");
  app.add_option("--backlog", s.backlog_max, "who waits for a free connection in an open loop")
      ->capture_default_str();
  app.add_option("--seed", s.seed, "of who buys what and when")->capture_default_str();
  app.add_option("--scenario", w.scenarios, "NAME or NAME=WEIGHT, several times")->required();
  app.add_option("--path", s.path, "of scenario get")->capture_default_str();
  app.add_option("--line", w.lines, "FROM,TO: sells what runs there, several times");
  app.add_option("--first-day", s.market.first_day, "from today")->capture_default_str();
  app.add_option("--last-day", s.market.last_day)->capture_default_str();
  app.add_option("--departures", s.market.departures_max, "at the most; 1: a hot one");
  app.add_option("--class", s.market.place_class, "left out: the one with the most seats");
  app.add_option("--accounts", s.market.accounts, "buyers")->capture_default_str();
  app.add_option("--account-prefix", s.market.account_prefix)->capture_default_str();
  app.add_option("--passengers", s.party.passengers, "of an order")->capture_default_str();
  app.add_option("--travellers", s.party.travellers, "known to an account")->capture_default_str();
  app.add_option("--fresh-travellers", s.party.fresh_travellers, "share never seen before");
  app.add_flag("--whole-way", s.party.whole_way, "from end to end, not between any two stops");
  app.add_option("--repeats", s.party.repeats, "share of changes sent twice with the same key");
  app.add_option("--history", s.history_file,
                 "every operation as a JSON line; bench/load/history.h");
  app.add_option("--json-file", s.json_file, "the result");
  app.add_flag("--json", w.json_to_stdout, "the result as JSON, not as text");
  app.add_option("--label", s.label, "name of the run in the result");
}

void check(load_settings const& s) {
  auto const sells = [](weighted_scenario const& each) { return each.what != scenario::get; };
  if (s.market.lines.empty() && std::ranges::any_of(s.mix, sells)) {
    throw std::runtime_error{"name a --line to sell"};
  }
  if (s.connections < s.threads) {
    throw std::runtime_error{"fewer connections than threads"};
  }
}

std::uint64_t drawn_number() {
  auto chance = std::random_device{};
  return std::uint64_t{chance()} << 32U | chance();
}

tally run(load_settings const& s) {
  auto const found = s.market.lines.empty() ? market{} : visit_market(s.host, s.port, s.market);
  auto whole = std::unique_ptr<history>{};
  if (!s.history_file.empty()) {
    whole = std::make_unique<history>(s.history_file, found);
  }
  auto const start = now() + 10 * kMillisecond;
  auto const measure = start + static_cast<nanos>(s.warm_up_seconds * kSecond);
  auto const times = schedule{.run = drawn_number(),
                              .start = start,
                              .measure = measure,
                              .end = measure + static_cast<nanos>(s.seconds * kSecond)};
  auto workers = std::vector<std::unique_ptr<worker>>{};
  for (auto i = std::size_t{0}; i < s.threads; ++i) {
    workers.push_back(std::make_unique<worker>(s, found, times, i, whole.get()));
  }
  {
    auto threads = std::vector<std::jthread>{};
    for (auto const& each : workers) {
      threads.emplace_back([&] { each->run(); });
    }
  }
  auto seen = tally{times.measure, times.end};
  for (auto const& each : workers) {
    seen.add(each->seen());
  }
  return seen;
}

int report(load_settings const& s, tally const& seen, wishes const& w) {
  auto const json = report_json(s, seen);
  if (!s.json_file.empty() && !(std::ofstream{s.json_file} << json)) {
    throw std::runtime_error{"cannot write " + s.json_file};
  }
  fmt::print("{}", w.json_to_stdout ? json : report_text(s, seen));
  return 0;
}

void allow_many_connections() {
  auto limit = rlimit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

int load(int argc, char** argv) {
  auto app = CLI::App{"HTTP load: reads, holds, purchases", "chepiao_load"};
  app.footer(kExamples);
  auto settings = load_settings{};
  auto asked = wishes{};
  add_options(app, settings, asked);
  CLI11_PARSE(app, argc, argv);
  try {
    std::ranges::transform(asked.scenarios, std::back_inserter(settings.mix), scenario_from);
    std::ranges::transform(asked.lines, std::back_inserter(settings.market.lines), line_from);
    check(settings);
    return report(settings, run(settings), asked);
  } catch (std::exception const& e) {
    fmt::print(stderr, "chepiao_load: {}\n", e.what());
    return 1;
  }
}

}  // namespace
}  // namespace chepiao::load

int main(int argc, char** argv) {
  chepiao::load::allow_many_connections();
  std::signal(SIGPIPE, SIG_IGN);
  return chepiao::load::load(argc, argv);
}
