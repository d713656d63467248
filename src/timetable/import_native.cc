#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "timetable/builder.h"
#include "timetable/import.h"
#include "timetable/native_tables.h"

namespace chepiao {
namespace {

struct network {
  std::string name;
  currency money;
  std::string zone;
};

[[noreturn]] void refuse_network(std::string const& what) {
  throw unusable_feed{"bad_network", "network.toml: " + what};
}

network read_network(std::filesystem::path const& file) {
  if (!std::filesystem::is_regular_file(file)) {
    throw unusable_feed{"not_found", "there is no " + file.string()};
  }
  auto table = toml::table{};
  try {
    table = toml::parse_file(file.string());
  } catch (toml::parse_error const& wrong) {
    refuse_network(fmt::format("line {}: {}", wrong.source().begin.line, wrong.description()));
  }
  auto out = network{};
  out.name = table["name"].value_or(std::string{});
  out.zone = table["zone"].value_or(std::string{});
  auto const code = table["currency"].value_or(std::string{});
  if (out.name.empty() || out.zone.empty()) {
    refuse_network("name and zone are needed");
  }
  auto const capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (code.size() != 3 || !std::ranges::all_of(code, capital)) {
    refuse_network("currency is an ISO 4217 code like \"CNY\"");
  }
  std::ranges::copy(code, out.money.code.begin());
  return out;
}

formation_catalog formations_for(std::filesystem::path const& folder,
                                 import_options const& options) {
  if (options.mapping) {
    return formation_catalog::load(options.mapping);
  }
  auto const own = folder / "formations.toml";
  return std::filesystem::exists(own) ? formation_catalog::load(own)
                                      : formation_catalog::built_in();
}

}  // namespace

imported import_native(std::filesystem::path const& folder,
                       timetable const* previous,
                       import_options const& options,
                       import_progress const& progress) {
  auto const tell = [&](int percent, char const* what) {
    if (progress) {
      progress(percent, what);
    }
  };
  auto const about = read_network(folder / "network.toml");
  auto out = imported{};
  auto builder = timetable_builder{previous, formations_for(folder, options), merge_rule::none};
  builder.set_name(about.name);
  builder.set_money(about.money);
  builder.set_operator_zone(about.zone);
  auto tables = native_tables{folder, builder.zone(about.zone), builder, out.report};
  tell(0, "stations");
  tables.read_stations();
  tell(10, "services");
  tables.read_services();
  tell(20, "stops");
  tables.read_stops();
  tell(60, "runs");
  tables.add_runs();
  out.schedule = builder.finish(out.report, options.today, options.presale_days);
  auto const has = [&](char const* name) { return std::filesystem::exists(folder / name); };
  out.report.fares_assumed = !has("rates.csv") && !has("fares.csv");
  tell(100, "done");
  return out;
}

}  // namespace chepiao
