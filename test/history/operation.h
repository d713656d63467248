#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace chepiao::history {

enum class action : std::uint8_t { hold, pay, cancel, refund };

// One operation as its client saw it. Lines of JSON, the form of bench/load/history.h; `invoke` is
// of the first attempt and `return` of the last where a client tried again with the same key.
struct operation {
  action what{};
  std::int64_t invoke = 0;                    // ns of a clock that all clients share
  std::optional<std::int64_t> returned = {};  // nothing: no reply, perhaps it happened
  int status = 0;
  std::string code = {};  // of a refusal
  std::string key = {};
  bool replayed = false;
  int account = 0;
  std::string order = {};  // empty: none
  std::string departure = {};
  std::string place_class = {};
  int from = 0;
  int to = 0;
  int passengers = 1;
  std::optional<std::uint64_t> seq = {};  // X-Data-Seq
  std::vector<std::string> seats = {};    // "05-12F", of the order in a successful reply

  bool answered() const { return returned.has_value(); }
  bool succeeded() const { return answered() && status >= 200 && status < 300; }
  bool refused() const { return answered() && status >= 400 && status < 500; }
};

// Operations that change nothing are left out. Throws std::runtime_error naming the line.
std::vector<operation> read_history(std::filesystem::path const&);

}  // namespace chepiao::history
