#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "api/answers.h"
#include "api/order_text.h"
#include "api/worker_pool.h"
#include "command/reply.h"
#include "http/server.h"
#include "pipeline/pipeline.h"

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
    // What was decided is not to be decided again only because nobody could tell it.
    respond_from(readers, urgency::money, std::move(reply),
                 [text = text, order = std::move(order), make = std::move(make)] {
                   return make(text(order));
                 });
  }
};

// What else is told of a command's end: whether it is an old answer, and which row of the journal
// holds it.
struct told_how {
  int status = 200;
  bool replayed = false;
  std::uint64_t data_seq = 0;
};

inline told_how how_told(int status, reply const& decided, pipeline const& sales) {
  return {.status = status,
          .replayed = decided.replayed,
          .data_seq = decided.seq != 0 ? decided.seq : sales.figures().durable_seq};
}

// What a command that ended in an order is answered with.
inline http::response told_order(told_how const& how, std::string body) {
  auto told = private_json(how.status, std::move(body));
  told.headers.emplace_back("X-Data-Seq", std::to_string(how.data_seq));
  if (how.replayed) {
    told.headers.emplace_back("Idempotency-Replayed", "true");
  }
  return told;
}

}  // namespace chepiao::api::v1
