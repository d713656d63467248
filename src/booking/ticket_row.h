#pragma once

#include <cstdint>

#include "base/check.h"
#include "base/ids.h"
#include "base/money.h"
#include "event/event.h"

namespace chepiao {

// A ticket as it is kept, in 40 bytes: there are millions. Its strings are numbers.
class ticket_row {
 public:
  static constexpr auto kPriceMax = minor_units{(std::int64_t{1} << 40U) - 1};
  static constexpr auto kPrintedMax = (std::uint32_t{1} << 24U) - 1;

  passenger_id passenger{};
  document_hash document{};

 private:
  std::uint64_t price_and_printed_ = 0;

 public:
  std::uint32_t departure = 0;  // slot
  stop_index from{};
  stop_index to{};
  seat_index seat{};
  place_class_id place_class{};
  passenger_type type{};
  std::uint8_t leg = 0;

  minor_units price() const {
    return minor_units{static_cast<std::int64_t>(price_and_printed_ >> 24U)};
  }
  std::uint32_t printed() const {  // number in printed_seats
    return static_cast<std::uint32_t>(price_and_printed_ & kPrintedMax);
  }
  void set(minor_units price, std::uint32_t printed) {
    CHECK(price >= minor_units{} && price <= kPriceMax && printed <= kPrintedMax);
    price_and_printed_ = static_cast<std::uint64_t>(count(price)) << 24U | printed;
  }
};
static_assert(sizeof(ticket_row) == 40);

}  // namespace chepiao
