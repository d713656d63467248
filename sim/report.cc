#include "sim/report.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

namespace chepiao::sim {
namespace {

constexpr auto kMsPerDay = 86'400'000.0;

double per_second(std::uint64_t n, double seconds) {
  return seconds > 0 ? static_cast<double>(n) / seconds : 0;
}

}  // namespace

std::string summary_of(result_of_job const& r) {
  auto const& s = r.sum;
  return fmt::format(
      "{} seeds, {} commands, {} records, {} lives, {} crashes, {} takeovers, {:.0f} simulated "
      "days; {:.0f} seeds/s, {:.0f} commands/s\n",
      s.seeds, s.commands, s.records, s.lives, s.crashes, s.takeovers,
      static_cast<double>(s.simulated_ms) / kMsPerDay, per_second(s.seeds, r.seconds),
      per_second(s.commands, r.seconds));
}

std::string sights_of(tally const& t) {
  auto out = std::string{};
  for (auto const& [what, times] : t.seen) {
    out += fmt::format("{:>12} {}\n", times, what);
  }
  return out;
}

void write_report(std::filesystem::path const& path, job const& j, result_of_job const& r) {
  auto out = std::ofstream{path};
  auto const& s = r.sum;
  out << fmt::format(
      "# A run of the simulator\n\n"
      "Seeds {}..{}, {} wishes each, {} processes, {:.0f} s.\n\n"
      "| what | how much |\n|---|---|\n"
      "| seeds | {} |\n| failures | {} |\n| wishes | {} |\n| commands that arrived | {} |\n"
      "| records in journals | {} |\n| lives of the process | {} |\n| crashes | {} |\n"
      "| takeovers by another owner | {} |\n| seeds played again, the same byte for byte | {} |\n"
      "| simulated days | {:.0f} |\n| seeds per second | {:.0f} |\n| commands per second | {:.0f} "
      "|\n\n",
      j.first, r.last_seed, j.wishes, j.workers, r.seconds, s.seeds, r.failed.size(), s.wishes,
      s.commands, s.records, s.lives, s.crashes, s.takeovers, s.played_twice,
      static_cast<double>(s.simulated_ms) / kMsPerDay, per_second(s.seeds, r.seconds),
      per_second(s.commands, r.seconds));
  out << "What came up:\n\n| times | what |\n|---|---|\n";
  for (auto const& [what, times] : s.seen) {
    out << fmt::format("| {} | {} |\n", times, what);
  }
  for (auto const& f : r.failed) {
    out << fmt::format("\nFailed: seed {}: {}\n", f.seed, f.what);
  }
  out.close();
  if (!out) {
    throw std::system_error{errno, std::generic_category(), "write " + path.string()};
  }
}

}  // namespace chepiao::sim
