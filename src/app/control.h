#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace chepiao::app {

// A running server takes orders from its operator on a Unix socket, DIR/control, readable by its
// user only. One line is asked and one is answered: "ok" or "failed: <why>".
class control_server {
 public:
  // `answer` runs on a thread of this and may take its time; what it throws is answered as a
  // failure.
  control_server(std::filesystem::path const& data_folder,
                 std::function<std::string(std::string const& line)> answer);
  ~control_server();

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

// Asks the server that works in the folder. Nothing when none does. Throws std::system_error.
std::optional<std::string> ask_server(std::filesystem::path const& data_folder,
                                      std::string const& line);

}  // namespace chepiao::app
