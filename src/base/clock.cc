#include "base/clock.h"

namespace chepiao {

instant system_clock::now() const {
  return std::chrono::floor<milliseconds>(std::chrono::system_clock::now());
}

}  // namespace chepiao
