#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/refusal.h"

// The strict reading of one request head, on the raw bytes, before any parser sees them. It exists
// because parsers are lenient in different ways, and where two of them disagree about where a
// request ends, requests can be smuggled. What passes here has one meaning only.

namespace chepiao::http {

struct gate_limits {
  std::size_t head_bytes_max = 8192;  // request line, fields and the empty line
  std::size_t fields_max = 64;
  std::size_t target_bytes_max = 4096;
};

enum class gate_verdict : std::uint8_t {
  incomplete,  // nothing wrong so far; more bytes are needed
  ok,          // the first `head_bytes` bytes are one whole head
  refused,     // answer `code` and close: the framing of what follows cannot be trusted
};

struct gate_outcome {
  gate_verdict verdict = gate_verdict::incomplete;
  std::size_t head_bytes = 0;
  refusal_code code = refusal_code::bad_framing;
};

// Looks at everything received since the end of the previous request. Pure; any thread.
gate_outcome inspect_head(std::string_view received, gate_limits const&);

}  // namespace chepiao::http
