#pragma once

#include <string>
#include <string_view>

namespace chepiao {

// For comparing what people type: Latin letters in lower case without accents ("Zürich" ->
// "zurich", "ß" -> "ss"), blanks at both ends dropped, everything else as it is. Bytes that are not
// UTF-8 stay.
std::string folded(std::string_view utf8);

// The first letter of each word of a folded text: "bad hersfeld" -> "bh". Empty for texts without
// ASCII letters.
std::string initials_of(std::string_view folded_text);

}  // namespace chepiao
