#include "timetable/utf8.h"

#include <cstddef>

namespace chepiao {
namespace {

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// Length of the well-formed sequence at the front, 0 when there is none.
std::size_t sequence(std::string_view text) {
  auto const lead = byte_at(text, 0);
  if (lead < 0x80) {
    return 1;
  }
  auto const length = lead >= 0xC2 && lead <= 0xDF   ? std::size_t{2}
                      : lead >= 0xE0 && lead <= 0xEF ? std::size_t{3}
                      : lead >= 0xF0 && lead <= 0xF4 ? std::size_t{4}
                                                     : std::size_t{0};
  if (length == 0 || text.size() < length) {
    return 0;
  }
  for (auto i = std::size_t{1}; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  auto const second = byte_at(text, 1);
  auto const refused = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                       (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return refused ? 0 : length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    auto const length = sequence(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

std::string repaired_utf8(std::string_view text) {
  auto out = std::string{};
  while (!text.empty()) {
    auto const length = sequence(text);
    out += length == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace chepiao
