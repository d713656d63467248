#pragma once

// CHECK is for bugs, never for input: it is on in release, prints where and what, and aborts.
// The supervisor restarts the process and recovery folds the journal.

namespace chepiao {

[[noreturn]] void check_failed(char const* expression, char const* file, int line);

}  // namespace chepiao

#define CHECK(condition)                                       \
  do {                                                         \
    if (!(condition)) [[unlikely]] {                           \
      ::chepiao::check_failed(#condition, __FILE__, __LINE__); \
    }                                                          \
  } while (false)
