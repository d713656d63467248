#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace chepiao {

void check_failed(char const* expression, char const* file, int line) {
  std::fprintf(stderr, "CHECK failed: %s at %s:%d\n", expression, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace chepiao
