#pragma once

#include <string>
#include <string_view>

namespace chepiao {

// Is the text well-formed UTF-8 (no overlong forms, no surrogates)?
bool is_utf8(std::string_view);

// The text with every byte that does not belong replaced by U+FFFD.
std::string repaired_utf8(std::string_view);

}  // namespace chepiao
