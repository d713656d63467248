#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace chepiao {

// How often each peer may do something dear: `burst` times at once, then once per `interval`. Any
// thread.
class peer_limit {
 public:
  struct settings {
    std::int64_t burst = 50;
    milliseconds interval{1000};
    std::size_t peers_max = 65'536;  // beyond: the one that came longest ago is forgotten
  };
  explicit peer_limit(settings);

  // True when the peer may go ahead; it is counted then.
  bool admit(std::string_view peer, instant now);

 private:
  struct peer_state {
    instant rested_at{};  // when all of the burst may be had again
    std::list<std::string>::iterator place;
  };

  peer_state& state_of(std::string_view peer);

  settings const settings_;
  std::mutex mutex_;
  std::unordered_map<std::string, peer_state> peers_;
  std::list<std::string> order_;  // least recently seen first
};

}  // namespace chepiao
