#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "base/ids.h"
#include "base/instant.h"

namespace chepiao {

// Slows down guessing: after a few failures one (user name, peer) pair waits, twice as long each
// time. A stranger at another address does not lock the owner out, and no lock is longer than
// `delay_max`. Any thread.
class attempt_limit {
 public:
  struct settings {
    std::uint32_t free_failures = 5;
    seconds first_delay{1};
    seconds delay_max{15 * 60};
    seconds forgotten_after{3600};
    std::size_t pairs_max = 65'536;  // beyond: the one that failed longest ago is forgotten
  };
  explicit attempt_limit(settings);

  using pair_key = digest256;
  static pair_key key_of(std::string_view username, std::string_view peer);

  // True when an attempt may be made now. It must then be closed with failed, succeeded or
  // withdrawn.
  bool admit(pair_key const&, instant now);
  void failed(pair_key const&, instant now);
  void succeeded(pair_key const&);
  void withdrawn(pair_key const&);

 private:
  struct pair_state {
    std::uint32_t failures = 0;
    std::uint32_t running = 0;
    instant last_failure{};
    instant closed_until{};
    std::list<pair_key>::iterator place;
  };
  struct first_bytes {
    std::size_t operator()(pair_key const&) const noexcept;
  };
  using table = std::unordered_map<pair_key, pair_state, first_bytes>;

  pair_state& state_of(pair_key const&);
  void close_one(table::iterator);
  void make_room();
  seconds delay_after(std::uint32_t failures) const;

  settings const settings_;
  std::mutex mutex_;
  table pairs_;
  std::list<pair_key> order_;  // least recently used first
};

}  // namespace chepiao
