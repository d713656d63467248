#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/ids.h"
#include "pipeline/pipeline.h"

namespace chepiao {

// Tells watchers of a departure that its stock changed. Bounded: at most `watchers_max`.
class live_feed final : public durable_listener {
 public:
  explicit live_feed(std::size_t watchers_max = 1024);
  ~live_feed() override;

  void on_durable(std::uint64_t seq, shared_records const&) override;

  // Called on the flush thread with the seq of the change; must not block or throw. Returning false
  // unsubscribes. It may be called although nothing changed: the end of an order does not tell on
  // which departure, and orders are remembered only while anybody watches.
  using watcher = std::function<bool(std::uint64_t seq)>;
  // Any thread. Nothing when full. The subscription ends when the last copy of the returned handle
  // goes; then the watcher does not run and will not run again. Called from within the watcher
  // itself, it ends there.
  std::shared_ptr<void> watch(departure_id, watcher);
  std::uint64_t last_seq() const;

 private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace chepiao
