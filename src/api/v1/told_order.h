#pragma once

#include <utility>

#include "api/answers.h"
#include "api/order_text.h"
#include "base/sqlite.h"
#include "command/reply.h"
#include "http/server.h"

namespace chepiao::api::v1 {

// An order for its owner. Names come from identity's database: when that cannot be read, the client
// is asked to try again (with the same key it is answered the same).
inline http::response shown_order(order_text const& text, int status, order_view const& order) {
  try {
    return private_json(status, text(order));
  } catch (sqlite::error const&) {
    return refused(refusal_code::overloaded);
  }
}

// What a command that ended in an order is answered with; a replay says so in a header.
inline http::response told_order(order_text const& text, int status, result<reply> const& decided) {
  if (!decided) {
    return refused(decided.error());
  }
  auto told = shown_order(text, status, decided->order);
  if (decided->replayed) {
    told.headers.emplace_back("Idempotency-Replayed", "true");
  }
  return told;
}

}  // namespace chepiao::api::v1
