#pragma once

#include <string_view>

namespace chepiao {

// Does the whole text fit? '*' stands for any text, '?' for any one character (byte), '#' for a
// digit; anything else for itself. An empty pattern fits everything.
bool fits_pattern(std::string_view pattern, std::string_view text);

}  // namespace chepiao
