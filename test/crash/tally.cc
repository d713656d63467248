#include "test/crash/tally.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace chepiao::crash {
namespace {

constexpr auto kPatience = 60U;  // seconds
constexpr auto kFailuresShown = std::size_t{20};

// Where a child says what it is at, so that its death has a name.
using last_words = std::array<char, 256>;

struct child {
  pid_t pid = 0;
  std::FILE* said = nullptr;
  last_words* words = nullptr;
};

// Lines: "o<outcome>" and "f<failure>".
tally read_lines(std::FILE* in) {
  auto out = tally{};
  std::rewind(in);
  auto line = std::array<char, 1024>{};
  while (std::fgets(line.data(), line.size(), in) != nullptr) {
    auto text = std::string{line.data() + 1};
    while (!text.empty() && text.back() == '\n') {
      text.pop_back();
    }
    if (line[0] == 'o') {
      ++out.passed;
      ++out.outcomes[text];
    } else {
      out.failures.push_back(text);
    }
  }
  std::fclose(in);
  return out;
}

[[noreturn]] void work(share mine,
                       std::string const& only,
                       case_maker const& make,
                       std::FILE* out,
                       last_words& words) {
  auto const say = [&](char kind, std::string const& text) {
    auto line = text;
    std::ranges::replace(line, '\n', ' ');
    fmt::print(out, "{}{}\n", kind, line);
    std::fflush(out);
  };
  auto const play = [&](one_case const& one) {
    if (!only.empty() && one.name != only) {
      return;
    }
    words.fill('\0');
    std::strncpy(words.data(), one.name.c_str(), words.size() - 1);
    ::alarm(kPatience);
    try {
      say('o', one.run());
    } catch (std::exception const& e) {
      say('f', one.name + ": " + e.what());
    }
  };
  try {
    make(mine, play);
  } catch (std::exception const& e) {
    say('f', std::string{"cannot go on: "} + e.what());
  }
  ::_exit(0);
}

child start(share mine, std::string const& only, case_maker const& make) {
  auto* const shared = ::mmap(nullptr, sizeof(last_words), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  // A file: nobody has to read it while the child writes.
  auto* const said = std::tmpfile();
  if (said == nullptr || shared == MAP_FAILED) {
    throw std::runtime_error{"no room to hear of the cases"};
  }
  auto out = child{.pid = ::fork(), .said = said, .words = static_cast<last_words*>(shared)};
  if (out.pid == 0) {
    work(mine, only, make, said, *out.words);
  }
  return out;
}

}  // namespace

void tally::add(tally const& more) {
  passed += more.passed;
  for (auto const& [what, n] : more.outcomes) {
    outcomes[what] += n;
  }
  failures.insert(failures.end(), more.failures.begin(), more.failures.end());
}

tally play_apart(settings const& how, case_maker const& make) {
  std::fflush(stdout);
  auto children = std::vector<child>{};
  for (auto part = std::uint64_t{0}; part < how.jobs; ++part) {
    children.push_back(start(share{how.every, part, how.jobs}, how.only, make));
  }
  auto out = tally{};
  for (auto const& c : children) {
    auto status = 0;
    ::waitpid(c.pid, &status, 0);
    auto found = read_lines(c.said);
    if (status != 0) {
      found.failures.push_back(
          fmt::format("{}: the process ended with {}{}, what came after was not played",
                      c.words->data(), WIFSIGNALED(status) ? "signal " : "code ",
                      WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)));
    }
    ::munmap(c.words, sizeof(last_words));
    out.add(found);
  }
  return out;
}

void print(std::string const& title, tally const& t) {
  fmt::print("{}: {} as promised, {} not\n", title, t.passed, t.failures.size());
  for (auto const& [what, n] : t.outcomes) {
    fmt::print("  {:8} {}\n", n, what);
  }
  for (auto i = std::size_t{0}; i < std::min(t.failures.size(), kFailuresShown); ++i) {
    fmt::print("  FAILED {}\n", t.failures[i]);
  }
  std::fflush(stdout);
}

}  // namespace chepiao::crash
