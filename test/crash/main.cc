#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include "test/crash/run.h"
#include "test/support/temporary_folder.h"

// Crashes at every call on the disk, an error at every call, every byte damaged: what was
// acknowledged is there once, or the program refuses and says where.

namespace chepiao::crash {
namespace {

constexpr auto kFullScript = std::size_t{300};

struct sum {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;

  void add(std::string const& title, tally const& t) {
    print(title, t);
    passed += t.passed;
    failed += t.failures.size();
  }
};

int run(settings const& how, std::vector<std::string> const& which) {
  auto const wanted = [&](char const* name) {
    return which.empty() || std::ranges::find(which, name) != which.end();
  };
  auto const s = write_script(kFullScript);
  auto const root = test::temporary_folder{};
  auto all = sum{};
  auto const begin = std::chrono::steady_clock::now();
  auto const p = perform(s, root.path() / "data");
  fmt::print("{} commands in {} groups: {} calls on the disk, {} of them change it\n",
             s.commands.size(), s.groups.size(), p.calls.size(), p.ops.size());
  if (wanted("points")) {
    all.add("crash points", crash_points(s, p, how));
  }
  if (wanted("points") && how.only.empty()) {
    all.add("a disk that lies", lying_disk(s, p, how));
  }
  if (wanted("errors")) {
    all.add("injected errors", io_errors(s, p, how));
  }
  if (wanted("damage")) {
    all.add("damaged bytes", damage(how));
  }
  auto const took = std::chrono::steady_clock::now() - begin;
  fmt::print("{} s\n{} passed, {} failed\n",
             std::chrono::duration_cast<std::chrono::seconds>(took).count(), all.passed,
             all.failed);
  return all.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace chepiao::crash

int main(int argc, char** argv) {
  // Many small files for a moment each: in memory, unless somebody says where.
  if (::access("/dev/shm", W_OK) == 0) {
    ::setenv("TMPDIR", "/dev/shm", 0);
  }
  auto how = chepiao::crash::settings{};
  auto which = std::vector<std::string>{};
  auto app = CLI::App{"Crashes, injected errors and damage, at every place."};
  app.add_option("--every", how.every, "only one case in so many")->check(CLI::PositiveNumber);
  app.add_option("--jobs", how.jobs, "processes")->check(CLI::Range(1, 64));
  app.add_option("--only", how.only, "the case of this name, as a failure names it");
  app.add_option("lots", which, "points, errors, damage; all when none is named");
  CLI11_PARSE(app, argc, argv);
  return chepiao::crash::run(how, which);
}
