#include <cstdint>

#include "test/fuzz/fuzz.h"

// What libFuzzer calls.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  chepiao::fuzz::try_input({reinterpret_cast<char const*>(data), size});
  return 0;
}
