#include "sim/crew.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/apart.h"
#include "sim/worker.h"

namespace chepiao::sim {
namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

class crew {
 public:
  crew(railway const& line, job const& j, std::function<void(failed_seed const&)> const& tell)
      : line_{line},
        job_{j},
        tell_{tell},
        until_{j.minutes == 0 ? 0 : seconds_now() + 60.0 * static_cast<double>(j.minutes)} {}

  result_of_job run() {
    auto const begin = seconds_now();
    for (auto i = std::uint64_t{0}; i < job_.workers; ++i) {
      hire(job_.first + i);
    }
    while (!workers_.empty()) {
      listen();
    }
    out_.seconds = seconds_now() - begin;
    return std::move(out_);
  }

 private:
  struct worker {
    pid_t process = 0;
    int lines = 0;   // what it says
    int errors = 0;  // what a CHECK says
    std::string unread;
    std::uint64_t at = 0;
  };

  static std::array<int, 2> make_pipe() {
    auto ends = std::array<int, 2>{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::system_error{errno, std::generic_category(), "pipe"};
    }
    return ends;
  }

  void hire(std::uint64_t from) {
    if (from > job_.last) {
      return;
    }
    auto const lines = make_pipe();
    auto const errors = make_pipe();
    auto const process = ::fork();
    if (process < 0) {
      throw std::system_error{errno, std::generic_category(), "fork"};
    }
    if (process == 0) {
      ::dup2(errors[1], STDERR_FILENO);
      settle_in_scratch();
      play_many(line_, job_, from, job_.workers, until_, lines[1]);
      ::_exit(0);
    }
    ::close(lines[1]);
    ::close(errors[1]);
    workers_.push_back(
        {.process = process, .lines = lines[0], .errors = errors[0], .unread = {}, .at = from});
  }

  void listen() {
    auto waits = std::vector<pollfd>{};
    for (auto const& w : workers_) {
      waits.push_back({.fd = w.lines, .events = POLLIN, .revents = 0});
    }
    if (::poll(waits.data(), waits.size(), -1) < 0) {
      return;
    }
    for (auto i = waits.size(); i-- > 0;) {
      if (waits[i].revents != 0 && !hear(workers_[i])) {
        auto const gone = workers_[i];
        workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
        bury(gone);
      }
    }
  }

  // False: it said its last.
  bool hear(worker& w) {
    auto buffer = std::array<char, 65'536>{};
    auto const n = ::read(w.lines, buffer.data(), buffer.size());
    if (n <= 0) {
      return false;
    }
    w.unread.append(buffer.data(), static_cast<std::size_t>(n));
    for (auto end = w.unread.find('\n'); end != std::string::npos; end = w.unread.find('\n')) {
      understand(w, w.unread.substr(0, end));
      w.unread.erase(0, end + 1);
    }
    return true;
  }

  void understand(worker& w, std::string const& line) {
    if (line.starts_with("at ")) {
      w.at = std::stoull(line.substr(3));
      out_.last_seed = std::max(out_.last_seed, w.at);
    } else if (line.starts_with("failed ")) {
      auto const gap = line.find(' ', 7);
      fail({.seed = std::stoull(line.substr(7, gap - 7)), .what = line.substr(gap + 1)});
    } else {
      add_line(out_.sum, line);
    }
  }

  void fail(failed_seed f) {
    if (out_.failed.size() >= job_.failures_max) {
      return;
    }
    tell_(f);
    out_.failed.push_back(std::move(f));
    if (out_.failed.size() == job_.failures_max) {
      std::ranges::for_each(workers_, [](auto const& w) { ::kill(w.process, SIGTERM); });
    }
  }

  void bury(worker const& w) {
    auto said = std::string{};
    auto buffer = std::array<char, 4096>{};
    if (auto const n = ::read(w.errors, buffer.data(), buffer.size()); n > 0) {
      said.assign(buffer.data(), static_cast<std::size_t>(n));
      said.erase(std::min(said.find('\n'), said.size()));
    }
    ::close(w.lines);
    ::close(w.errors);
    auto status = 0;
    ::waitpid(w.process, &status, 0);
    if (!WIFSIGNALED(status) || out_.failed.size() >= job_.failures_max) {
      return;
    }
    ++out_.sum.seeds;
    fail({.seed = w.at,
          .what = said.empty() ? fmt::format("the process died of signal {}", WTERMSIG(status))
                               : said});
    if (out_.failed.size() < job_.failures_max) {
      hire(w.at + job_.workers);
    }
  }

  railway const& line_;
  job const& job_;
  std::function<void(failed_seed const&)> const& tell_;
  double until_;
  std::vector<worker> workers_;
  result_of_job out_;
};

}  // namespace

result_of_job work(railway const& line,
                   job const& j,
                   std::function<void(failed_seed const&)> const& tell) {
  return crew{line, j, tell}.run();
}

}  // namespace chepiao::sim
