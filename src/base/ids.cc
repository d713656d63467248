#include "base/ids.h"

#include <charconv>
#include <ranges>

namespace chepiao {
namespace {

// Whole text, no sign, no leading zero unless the number is 0.
template <typename Integer>
std::optional<Integer> parse_number(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) {
    return std::nullopt;
  }
  auto value = Integer{};
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint64_t> parse_hex16(std::string_view text) {
  auto value = std::uint64_t{0};
  for (auto const c : text) {
    auto nibble = 0U;
    if (c >= '0' && c <= '9') {
      nibble = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      nibble = static_cast<unsigned>(c - 'a') + 10U;
    } else {
      return std::nullopt;
    }
    value = (value << 4) | nibble;
  }
  return value;
}

}  // namespace

std::string to_text(departure_id id) {
  auto text = std::string{};
  append_text(text, id);
  return text;
}

std::string to_text(order_id id) {
  auto text = std::string{};
  append_text(text, id);
  return text;
}

std::string to_text(ticket_id id) {
  auto text = std::string{};
  append_text(text, id);
  return text;
}

void append_text(std::string& out, departure_id id) {
  out += std::to_string(std::to_underlying(id.service));
  out += '-';
  out += to_compact_text(id.day);
}

void append_text(std::string& out, order_id id) {
  append_hex(out, id.high);
  append_hex(out, id.low);
}

void append_text(std::string& out, ticket_id id) {
  append_text(out, id.order);
  out += '-';
  out += std::to_string(id.index + 1);
}

void append_hex(std::string& out, std::uint64_t value) {
  constexpr auto kDigits = std::string_view{"0123456789abcdef"};
  auto text = std::array<char, 16>{};
  for (auto& c : std::views::reverse(text)) {
    c = kDigits[value & 15U];
    value >>= 4U;
  }
  out.append(text.data(), text.size());
}

std::optional<departure_id> parse_departure_id(std::string_view text) {
  auto const dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  auto const service = parse_number<std::uint32_t>(text.substr(0, dash));
  auto const day = parse_compact_service_day(text.substr(dash + 1));
  if (!service || !day) {
    return std::nullopt;
  }
  return departure_id{service_id{*service}, *day};
}

std::optional<order_id> parse_order_id(std::string_view text) {
  if (text.size() != 32) {
    return std::nullopt;
  }
  auto const high = parse_hex16(text.substr(0, 16));
  auto const low = parse_hex16(text.substr(16));
  if (!high || !low) {
    return std::nullopt;
  }
  return order_id{*high, *low};
}

std::optional<ticket_id> parse_ticket_id(std::string_view text) {
  if (text.size() < 34 || text[32] != '-') {
    return std::nullopt;
  }
  auto const order = parse_order_id(text.substr(0, 32));
  auto const number = parse_number<std::uint8_t>(text.substr(33));
  if (!order || !number || *number == 0) {
    return std::nullopt;
  }
  return ticket_id{*order, static_cast<std::uint8_t>(*number - 1)};
}

}  // namespace chepiao
