#pragma once

#include <memory>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/order_text.h"
#include "api/worker_pool.h"
#include "command/reply.h"
#include "http/server.h"

namespace chepiao::api::v1 {

// Tells an order to its owner. Names come from identity's database: unless they are at hand, they
// are read on a thread of `readers`, since the thread that decides asks. When they cannot be read,
// the client is asked to try again (with the same key it is answered the same).
struct order_teller {
  order_text text;
  worker_pool& readers;

  // Answers with make(text(order)), which is called on this thread or on a reader's.
  template <typename Make>
  void tell(std::unique_ptr<http::responder> reply, order_view order, Make make) const {
    if (text.is_at_hand(order)) {
      return reply->respond(or_overloaded([&] { return make(text(order)); }));
    }
    respond_from(readers, std::move(reply),
                 [text = text, order = std::move(order), make = std::move(make)] {
                   return make(text(order));
                 });
  }
};

// What a command that ended in an order is answered with; a replay says so in a header.
inline http::response told_order(int status, bool replayed, std::string body) {
  auto told = private_json(status, std::move(body));
  if (replayed) {
    told.headers.emplace_back("Idempotency-Replayed", "true");
  }
  return told;
}

}  // namespace chepiao::api::v1
