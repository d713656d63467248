#include "app/progress_bar.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

namespace chepiao::app {

progress_bar::progress_bar() : on_terminal_{::isatty(STDERR_FILENO) == 1} {}

progress_bar::~progress_bar() {
  if (on_terminal_ && shown_ >= 0) {
    fmt::print(stderr, "\r\033[K");
  }
}

void progress_bar::show(int percent, std::string const& what) {
  percent = std::clamp(percent, 0, 100);
  if (!on_terminal_ || (percent == shown_ && what == what_)) {
    return;
  }
  shown_ = percent;
  what_ = what;
  constexpr auto kWidth = 30;
  auto const full = static_cast<std::size_t>(percent * kWidth / 100);
  fmt::print(stderr, "\r\033[K[{}{}] {:3}% {}", std::string(full, '='),
             std::string(kWidth - full, ' '), percent, what);
}

}  // namespace chepiao::app
