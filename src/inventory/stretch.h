#pragma once

#include "base/ids.h"

namespace chepiao {

// A stretch of a departure: the segments between two of its stops. Requires from < to <= segments.
struct stretch {
  stop_index from{};
  stop_index to{};
};

}  // namespace chepiao
