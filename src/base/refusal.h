#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace chepiao {

// Every "no" that a rule can say. The table in refusal.cc gives each its HTTP status, its stable
// wire code (the enumerator's name) and its texts. The order is not part of any contract.
enum class refusal_code : std::uint8_t {
  // the request itself
  malformed_json,  // 400 the body is not JSON
  invalid_field,   // 422 a field is missing, of the wrong type or out of range; `field` names it
  missing_idempotency_key,
  invalid_idempotency_key,
  idempotency_key_reused,  // 422 same key, another body
  unsupported_media_type,
  body_too_large,
  headers_too_large,
  bad_framing,
  request_timeout,
  method_not_allowed,
  not_found,
  // who asks
  unauthenticated,
  wrong_credentials,
  username_taken,
  weak_password,
  too_many_attempts,
  // timetable and sale
  unknown_station,
  unknown_departure,
  unknown_class,
  unknown_seat,
  not_served,  // the departure does not carry passengers between these stations
  past_date,
  departed,
  not_on_sale,  // outside the presale window
  no_fare,
  sold_out,
  seat_taken,
  overlapping_legs,
  // limits
  too_many_passengers,
  duplicate_passenger,
  unpaid_order_exists,
  too_many_orders,
  // an order's life
  unknown_order,
  unknown_ticket,
  hold_expired,
  not_payable,
  not_cancellable,
  not_refundable,
  already_refunded,
  unsupported_payment_method,
  // the service
  overloaded,    // 503, with Retry-After
  stopping,      // 503
  storage_full,  // 503, reads go on
  too_many_streams,
};

// How one refusal looks from outside.
struct refusal_row {
  refusal_code code;
  int http_status;
  std::string_view wire_code;  // stable, lower snake case
  std::string_view text_zh;
  std::string_view text_en;
};

// All rows, in the order of the enum; complete by construction (checked by a test and at compile
// time).
std::span<refusal_row const> refusal_table();
refusal_row const& row_of(refusal_code);

// A "no" as a value. `field` names the offending input where that helps ("passengers[1].name"),
// else empty.
struct refusal {
  refusal_code code;
  std::string field;

  refusal(refusal_code c)
      : code{c} {}  // NOLINT(google-explicit-constructor): return refusal_code::x
  refusal(refusal_code c, std::string f) : code{c}, field{std::move(f)} {}
  friend bool operator==(refusal const&, refusal const&) = default;
};

}  // namespace chepiao
