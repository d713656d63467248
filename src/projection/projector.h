#pragma once

#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "pipeline/pipeline.h"
#include "store/order_store.h"

namespace chepiao {

// Folds durable events into the order store on a thread of its own, many batches a transaction, behind a
// bounded queue: when it is full, on_durable waits, so the journal never runs away from its read model.
class projector final : public durable_listener {
 public:
  explicit projector(order_store&, std::size_t queue_max = 4096);
  ~projector() override;  // stop()

  void on_durable(std::uint64_t seq, std::span<record const>) override;

  // Any thread. True once everything up to `seq` can be read from the store; false after `patience`.
  bool wait_for(std::uint64_t seq, milliseconds patience) const;
  std::uint64_t applied_seq() const;
  std::uint64_t lag_batches() const;
  void stop();  // folds what is queued, then ends

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
