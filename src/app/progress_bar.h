#pragma once

#include <string>

namespace chepiao::app {

// A bar on the terminal's standard error; silent when that is not a terminal.
class progress_bar {
 public:
  progress_bar();
  ~progress_bar();  // clears the line
  progress_bar(progress_bar const&) = delete;
  progress_bar& operator=(progress_bar const&) = delete;

  void show(int percent, std::string const& what);

 private:
  bool on_terminal_;
  int shown_ = -1;
  std::string what_;
};

}  // namespace chepiao::app
