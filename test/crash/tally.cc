#include "test/crash/tally.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <exception>

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
  int from = -1;
  last_words* words = nullptr;
};

// Lines: "o<outcome>" and "f<failure>".
tally read_lines(int from) {
  auto out = tally{};
  auto* const in = ::fdopen(from, "r");
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

[[noreturn]] void work(
    share mine, std::string const& only, case_maker const& make, int to, last_words& words) {
  auto* const out = ::fdopen(to, "w");
  auto const say = [&](char kind, std::string const& text) {
    fmt::print(out, "{}{}\n", kind, text);
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
  auto ends = std::array<int, 2>{};
  auto* const shared = ::mmap(nullptr, sizeof(last_words), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (::pipe(ends.data()) != 0 || shared == MAP_FAILED) {
    throw std::runtime_error{"no pipe"};
  }
  auto out = child{.pid = ::fork(), .from = ends[0], .words = static_cast<last_words*>(shared)};
  if (out.pid == 0) {
    ::close(ends[0]);
    work(mine, only, make, ends[1], *out.words);
  }
  ::close(ends[1]);
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
    auto found = read_lines(c.from);
    auto status = 0;
    ::waitpid(c.pid, &status, 0);
    if (status != 0) {
      found.failures.push_back(
          fmt::format("{}: the process ended with {}{}", c.words->data(),
                      WIFSIGNALED(status) ? "signal " : "code ",
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
