#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/service_day.h"

// Every id is a type of its own, so that two of them cannot be mixed up.

namespace chepiao {

// Index of a station in the timetable. Stable over re-imports: an id is never given to another
// station.
enum class station_id : std::uint32_t {};
// Index of a service in the timetable. Stable over re-imports, never reused.
enum class service_id : std::uint32_t {};
// Index into the timetable's list of place classes (二等座, 硬卧 ...). Stable over re-imports.
enum class place_class_id : std::uint8_t {};
// Position of a seat within its place class on one departure, in order of coach, row and letter.
enum class seat_index : std::uint16_t {};
// Position of a call in a service's list of calls, from 0. A station may be called at twice, a stop
// not.
enum class stop_index : std::uint16_t {};

// The buyer. Random, never 0 for a real account.
enum class account_id : std::uint64_t {};
// Who travels: a keyed hash over account, document and name, so that it says nothing about the
// person.
enum class passenger_id : std::uint64_t {};
// Keyed hash of an identity document (type and number), the same for every account.
enum class document_hash : std::uint64_t {};

// A service on one service day: the thing that has stock. Text form "<service>-<yyyymmdd>", e.g.
// "1042-20261122".
struct departure_id {
  service_id service{};
  service_day day{};
  friend auto operator<=>(departure_id const&, departure_id const&) = default;
};

// 128 random bits, so that nobody guesses another buyer's order. Text form: 32 lower-case hex
// digits.
struct order_id {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(order_id const&, order_id const&) = default;
};

// A ticket is named by its order and its place there. Text form "<order>-<n>", n from 1.
struct ticket_id {
  order_id order;
  std::uint8_t index = 0;  // from 0
  friend auto operator<=>(ticket_id const&, ticket_id const&) = default;
};

// 256 and 128 bits of hash, compared whole.
using digest256 = std::array<std::byte, 32>;
using digest128 = std::array<std::byte, 16>;

std::string to_text(departure_id);
std::string to_text(order_id);
std::string to_text(ticket_id);

// The same, appended.
void append_text(std::string&, departure_id);
void append_text(std::string&, order_id);
void append_text(std::string&, ticket_id);

// Appends 16 lower-case hex digits.
void append_hex(std::string&, std::uint64_t);

// Nothing when the text is not exactly of the form above.
std::optional<departure_id> parse_departure_id(std::string_view);
std::optional<order_id> parse_order_id(std::string_view);
std::optional<ticket_id> parse_ticket_id(std::string_view);

}  // namespace chepiao

template <>
struct std::hash<chepiao::departure_id> {
  std::size_t operator()(chepiao::departure_id id) const noexcept {
    auto const mixed = (static_cast<std::uint64_t>(std::to_underlying(id.service)) << 20) ^
                       static_cast<std::uint64_t>(static_cast<std::uint32_t>(id.day.days));
    return static_cast<std::size_t>(mixed * 0x9E3779B97F4A7C15ULL);
  }
};

template <>
struct std::hash<chepiao::order_id> {
  std::size_t operator()(chepiao::order_id id) const noexcept {
    return static_cast<std::size_t>(id.low ^ (id.high * 0x9E3779B97F4A7C15ULL));
  }
};
