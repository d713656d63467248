#include "timetable/text_fold.h"

#include <cctype>

namespace chepiao {
namespace {

// U+00C0 to U+017F in order; '*' stands for a letter that folds to two (below) or for a sign.
constexpr auto kPlain = std::string_view{
    "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"};
static_assert(kPlain.size() == 0x180 - 0xC0);

std::string_view folds_to_two(unsigned code_point) {
  switch (code_point) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDF:
      return "ss";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

// The code point of a two-byte sequence at `at` when it is one of the table's; 0 otherwise.
unsigned latin_at(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) {
    return 0;
  }
  auto const lead = static_cast<unsigned char>(text[at]);
  auto const next = static_cast<unsigned char>(text[at + 1]);
  if (lead < 0xC3 || lead > 0xC5 || (next & 0xC0U) != 0x80U) {
    return 0;
  }
  return ((lead & 0x1FU) << 6U) | (next & 0x3FU);
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string folded(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && is_blank(text.back())) {
    text.remove_suffix(1);
  }
  auto out = std::string{};
  out.reserve(text.size());
  for (auto i = std::size_t{0}; i < text.size(); ++i) {
    auto const c = text[i];
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
      continue;
    }
    auto const code_point = latin_at(text, i);
    if (code_point == 0 || code_point == 0xD7 || code_point == 0xF7) {
      out += c;
      continue;
    }
    auto const plain = kPlain[code_point - 0xC0];
    if (plain != '*') {
      out += plain;
      ++i;
    } else if (auto const two = folds_to_two(code_point); !two.empty()) {
      out += two;
      ++i;
    } else {
      out += c;
    }
  }
  return out;
}

std::string initials_of(std::string_view text) {
  auto out = std::string{};
  auto in_word = false;
  for (auto const c : text) {
    if (is_word(c) && !in_word && static_cast<unsigned char>(c) < 0x80) {
      out += c;
    }
    in_word = is_word(c);
  }
  return out;
}

}  // namespace chepiao
