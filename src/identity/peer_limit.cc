#include "identity/peer_limit.h"

#include <algorithm>
#include <iterator>

namespace chepiao {

peer_limit::peer_limit(settings s) : settings_{s} {}

bool peer_limit::admit(std::string_view peer, instant now) {
  auto const guard = std::lock_guard{mutex_};
  auto const horizon = now + settings_.interval * settings_.burst;
  auto& state = state_of(peer);
  // A clock that was set back must not lock anybody out for longer than the burst takes to rest.
  state.rested_at = std::clamp(state.rested_at, now, horizon);
  if (state.rested_at + settings_.interval > horizon) {
    return false;
  }
  state.rested_at += settings_.interval;
  return true;
}

peer_limit::peer_state& peer_limit::state_of(std::string_view peer) {
  auto const [found, is_new] = peers_.try_emplace(std::string{peer});
  auto& state = found->second;
  if (!is_new) {
    order_.splice(order_.end(), order_, state.place);
    return state;
  }
  order_.push_back(found->first);
  state.place = std::prev(order_.end());
  if (peers_.size() > settings_.peers_max) {
    peers_.erase(order_.front());
    order_.pop_front();
  }
  return state;
}

}  // namespace chepiao
