#include "sim/apart.h"

#include <array>
#include <cctype>
#include <system_error>

#include <fmt/format.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/disk.h"

namespace chepiao::sim {
namespace {

constexpr auto kSecondsMax = 30;

std::filesystem::path& scratch() {
  static auto path = std::filesystem::path{};
  return path;
}

std::string read_all(int fd) {
  auto out = std::string{};
  auto buffer = std::array<char, 4096>{};
  for (;;) {
    auto const n = ::read(fd, buffer.data(), buffer.size());
    if (n <= 0) {
      return out;
    }
    out.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) {
    text.pop_back();
  }
  auto const at = text.rfind('\n');
  return at == std::string::npos ? text : text.substr(at + 1);
}

[[noreturn]] void play_and_leave(playing const& play, int out) {
  end_after_processor_seconds(kSecondsMax);
  ::dup2(out, STDERR_FILENO);
  settle_in_scratch();
  auto said = std::string{};
  try {
    play();
  } catch (std::exception const& e) {
    said = std::string{e.what()} + "\n";
  }
  [[maybe_unused]] auto const n = ::write(out, said.data(), said.size());
  ::_exit(said.empty() ? 0 : 1);
}

}  // namespace

void set_scratch(std::filesystem::path const& path) {
  scratch() = path;
}

void settle_in_scratch() {
  auto const mine = scratch() / std::to_string(::getpid());
  std::filesystem::create_directories(mine);
  keep_marks_in(mine);
}

void end_after_processor_seconds(int seconds) {
  auto const timer = ::itimerval{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_usec = 0}};
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

std::string play_apart(playing const& play) {
  auto ends = std::array<int, 2>{};
  if (::pipe(ends.data()) != 0) {
    throw std::system_error{errno, std::generic_category(), "pipe"};
  }
  auto const child = ::fork();
  if (child < 0) {
    throw std::system_error{errno, std::generic_category(), "fork"};
  }
  if (child == 0) {
    ::close(ends[0]);
    play_and_leave(play, ends[1]);
  }
  ::close(ends[1]);
  auto const said = last_line(read_all(ends[0]));
  ::close(ends[0]);
  auto status = 0;
  ::waitpid(child, &status, 0);
  std::filesystem::remove_all(scratch() / std::to_string(child));
  if (WIFSIGNALED(status)) {
    return said.empty() ? fmt::format("the process died of signal {}", WTERMSIG(status)) : said;
  }
  return WEXITSTATUS(status) == 0 ? "" : said.empty() ? "it failed and said nothing" : said;
}

std::string kind_of_failure(std::string const& text) {
  auto out = std::string{};
  auto word = std::string{};
  auto const end_word = [&] {
    auto const has_digit = word.find_first_of("0123456789") != std::string::npos;
    out += has_digit && !word.starts_with("src/") ? "#" : word;
    word.clear();
  };
  for (auto const c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      end_word();
      out += c;
    } else {
      word += c;
    }
  }
  end_word();
  return out;
}

}  // namespace chepiao::sim
