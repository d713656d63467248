#include "bench/load/report.h"

#include <array>
#include <iterator>

#include <fmt/format.h>
#include <boost/json.hpp>

namespace chepiao::load {
namespace {

namespace json = boost::json;

struct named_share {
  char const* name;
  double share;
};
constexpr auto kShares =
    std::to_array<named_share>({{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p999", 0.999}});

double microseconds(nanos value) {
  return static_cast<double>(value) / 1000;
}

bool has_replies(operation_tally const& of) {
  return !of.by_status.empty();
}

json::object latency(histogram const& of) {
  auto out = json::object{{"count", of.count()}, {"mean_us", of.mean() / 1000}};
  for (auto const& each : kShares) {
    out[std::string{each.name} + "_us"] = microseconds(of.percentile(each.share));
  }
  out["max_us"] = microseconds(of.max());
  return out;
}

json::array timeline_of(tally const& seen, operation o) {
  auto out = json::array{};
  for (auto const& second : seen.timeline(o)) {
    out.push_back({{"succeeded", second.succeeded},
                   {"refused", second.refused},
                   {"p50_us", microseconds(second.latency.percentile(0.5))},
                   {"p99_us", microseconds(second.latency.percentile(0.99))}});
  }
  return out;
}

json::object operation_json(tally const& seen, operation o) {
  auto const& of = seen.of(o);
  auto statuses = json::object{};
  for (auto const& [status, count] : of.by_status) {
    statuses[std::to_string(status)] = count;
  }
  auto codes = json::object{};
  for (auto const& [code, count] : of.by_code) {
    codes[code] = count;
  }
  return {{"succeeded_per_second", static_cast<double>(of.succeeded.count()) / seen.seconds()},
          {"refused_per_second", static_cast<double>(of.refused.count()) / seen.seconds()},
          {"replayed", of.replayed},
          {"status", std::move(statuses)},
          {"code", std::move(codes)},
          {"latency", latency(of.succeeded)},
          {"refused_latency", latency(of.refused)},
          {"timeline", timeline_of(seen, o)}};
}

void append_line(std::string& out, std::string_view name, histogram const& of, double seconds) {
  fmt::format_to(std::back_inserter(out), "{:<24} {:>11.0f}/s", name,
                 static_cast<double>(of.count()) / seconds);
  for (auto const& each : kShares) {
    fmt::format_to(std::back_inserter(out), " {:>9.3f}",
                   microseconds(of.percentile(each.share)) / 1000);
  }
  fmt::format_to(std::back_inserter(out), " {:>9.3f}\n", microseconds(of.max()) / 1000);
}

void append_counts(std::string& out, operation_tally const& of) {
  out += "   ";
  for (auto const& [status, count] : of.by_status) {
    fmt::format_to(std::back_inserter(out), " {}: {}", status, count);
  }
  for (auto const& [code, count] : of.by_code) {
    fmt::format_to(std::back_inserter(out), " {}: {}", code, count);
  }
  if (of.replayed > 0) {
    fmt::format_to(std::back_inserter(out), " replayed: {}", of.replayed);
  }
  out += '\n';
}

}  // namespace

std::string report_text(load_settings const& settings, tally const& seen) {
  auto out = fmt::format("{} connections, {} threads, {}, {:.1f} s\n", settings.connections,
                         settings.threads,
                         settings.rate > 0 ? fmt::format("{:.0f} begun a second", settings.rate)
                                           : std::string{"closed loop"},
                         seen.seconds());
  fmt::format_to(std::back_inserter(out), "{:<24} {:>13} {:>9} {:>9} {:>9} {:>9} {:>9}  (ms)\n", "",
                 "", "p50", "p90", "p99", "p99.9", "max");
  for (auto i = std::size_t{0}; i < kOperations; ++i) {
    auto const o = static_cast<operation>(i);
    auto const& of = seen.of(o);
    if (!has_replies(of)) {
      continue;
    }
    append_line(out, name_of(o), of.succeeded, seen.seconds());
    if (of.refused.count() > 0) {
      append_line(out, fmt::format("{} refused", name_of(o)), of.refused, seen.seconds());
    }
    append_counts(out, of);
  }
  for (auto i = std::size_t{0}; i < kScenarios; ++i) {
    auto const s = static_cast<scenario>(i);
    if (steps_of(s).size() > 1 && seen.of(s).count() > 0) {
      append_line(out, fmt::format("whole {}", name_of(s)), seen.of(s), seen.seconds());
    }
  }
  if (seen.dropped() > 0) {
    fmt::format_to(std::back_inserter(out), "turned away by a full backlog: {}\n", seen.dropped());
  }
  return out;
}

std::string report_json(load_settings const& settings, tally const& seen) {
  auto operations = json::object{};
  for (auto i = std::size_t{0}; i < kOperations; ++i) {
    auto const o = static_cast<operation>(i);
    if (has_replies(seen.of(o))) {
      operations[name_of(o)] = operation_json(seen, o);
    }
  }
  auto scenarios = json::object{};
  for (auto i = std::size_t{0}; i < kScenarios; ++i) {
    auto const s = static_cast<scenario>(i);
    auto const& of = seen.of(s);
    if (of.count() > 0) {
      scenarios[name_of(s)] = {{"per_second", static_cast<double>(of.count()) / seen.seconds()},
                               {"latency", latency(of)}};
    }
  }
  return json::serialize(json::object{{"label", settings.label},
                                      {"connections", settings.connections},
                                      {"threads", settings.threads},
                                      {"rate", settings.rate},
                                      {"seconds", seen.seconds()},
                                      {"dropped", seen.dropped()},
                                      {"operations", std::move(operations)},
                                      {"scenarios", std::move(scenarios)}}) +
         "\n";
}

}  // namespace chepiao::load
