#pragma once

#include <cstdint>

namespace chepiao::sim {

// Harm done by the simulator itself, to show that its checks see it.
enum class sabotage : std::uint8_t {
  none,
  acknowledge_early,  // answers leave before the append
  lose_row,           // now and then the disk forgets an append
  replay_twice,       // recovery decides the last row's holds once more
  forget_key,         // a retry reaches the engine under another key
};

}  // namespace chepiao::sim
