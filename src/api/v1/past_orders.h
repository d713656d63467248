#pragma once

#include <memory>
#include <utility>

#include "api/answers.h"
#include "api/order_text.h"
#include "api/worker_pool.h"
#include "http/server.h"
#include "pipeline/pipeline.h"
#include "projection/projector.h"
#include "store/order_store.h"

namespace chepiao::api::v1 {

// Orders that left the engine, since nothing can happen to them any more: the order store has them.
struct past_orders {
  pipeline const& sales;
  projector const& projected;
  order_store& kept;
  worker_pool& readers;

  // What this client was told before is in what it reads from here on. False when the store does
  // not get there in time. Blocks: for a thread of `readers`.
  bool catch_up() const {
    constexpr auto kPatience = milliseconds{500};
    return projected.wait_for(sales.figures().durable_seq, kPatience);
  }

  // Answers with make(order), on a thread of `readers`; with unknown_order when the account has no
  // such order there either.
  template <typename Make>
  void answer(std::unique_ptr<http::responder> reply,
              order_id order,
              account_id account,
              Make make) const {
    respond_from(readers, urgency::order_read, std::move(reply),
                 [past = *this, order, account, make] {
                   if (!past.catch_up()) {
                     return refused(refusal_code::overloaded);
                   }
                   auto found = past.kept.find(order);
                   if (!found || found->account != account) {
                     return refused(refusal_code::unknown_order);
                   }
                   return make(view_of(*std::move(found)));
                 });
  }
};

}  // namespace chepiao::api::v1
