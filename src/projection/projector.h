#pragma once

#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "pipeline/pipeline.h"
#include "store/order_store.h"

namespace chepiao {

// Folds durable events into the order store on a thread of its own, behind a bounded queue: when it
// is full, on_durable waits, so the journal never runs away from its read model. Nobody reads most
// of it at once, and an order that is paid soon is written once: so it waits a little for more to
// come before it begins a transaction, unless somebody waits for what is queued.
//
// The sale does not depend on it. While the store refuses writes (a full disk), the same batches
// are tried again and again; should the queue fill up meanwhile, the projector gives up until the
// next start, which folds from applied_seq on.
class projector final : public durable_listener {
 public:
  // To be added to the pipeline after `applied_seq()`.
  explicit projector(order_store&, std::size_t queue_max = 4096);
  ~projector() override;  // stop()

  void on_durable(std::uint64_t seq, shared_records const&) override;

  // Any thread. True once everything up to `seq` can be read from the store; false after
  // `patience`, and at once while the store refuses writes.
  bool wait_for(std::uint64_t seq, milliseconds patience) const;
  std::uint64_t applied_seq() const;
  std::uint64_t lag_batches() const;
  std::uint64_t failures() const;  // transactions that the store refused
  bool has_given_up() const;
  void stop();  // folds what is queued (tries once more if the store refuses writes), then ends

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
