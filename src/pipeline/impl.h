#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "pipeline/admission.h"
#include "pipeline/batch.h"
#include "pipeline/lanes.h"
#include "pipeline/pipeline.h"
#include "pipeline/recovery.h"
#include "pipeline/request.h"
#include "pipeline/snapshot_thread.h"
#include "pipeline/writer.h"

namespace chepiao {

// The deciding thread owns engine and writer, the flushing thread the log. Between them stand the
// queue of requests and one slot for a sealed batch, both under one mutex. The deciding thread
// fills the slot when the flushing thread is idle; when it goes to sleep it leaves its open batch
// there, and takes it back if nobody took it. So a batch gathers for exactly as long as the flush
// before it takes.
struct pipeline::impl {
  using job = std::move_only_function<void()>;

  impl(parts, pipeline_options);

  void start();
  void stop();
  void enqueue(request&&);
  bool turns_away(urgency);
  bool has_room(urgency) const;
  void count_shed(urgency);
  pipeline_figures figures() const;

  // The deciding thread.
  void decide_loop();
  void decide_in_hand();
  void take_snapshot_when_due();
  void publish_counts();
  void take_in_hand();  // under the mutex
  void note_decided();
  bool rest();  // hand over, take new requests, or sleep; false: all done
  void sleep(std::unique_lock<std::mutex>&);
  std::chrono::steady_clock::time_point wake_at() const;
  std::chrono::microseconds nap() const;
  instant snapshot_due() const;
  bool snapshot_wanted() const;

  // The flushing thread.
  void flush_loop();
  struct work {
    std::optional<batch> sealed;
    std::optional<job> asked;
    bool idle = false;
    bool done = false;
  };
  work next_work();
  void flush(batch&&);
  bool make_durable(batch&);
  bool wait_for_room(batch&);
  void room_again();
  void tell(batch&);
  void keep_house(journal::lull);
  void fail(std::string const& why);
  void tell_listeners_the_past();

  parts given;
  pipeline_options options;
  admission door{{.queue_max = options.queue_max}};
  recovered_state recovered;
  engine& state;
  writer decider;
  snapshot_thread snapshots;

  struct listening {
    durable_listener* listener;
    std::uint64_t after;
  };
  std::vector<listening> listeners;
  std::function<void(std::string const&)> on_fatal;

  mutable std::mutex mutex;
  std::condition_variable decider_bell;
  std::condition_variable flusher_bell;
  // Under the mutex:
  lanes queued;
  std::optional<batch> slot;
  std::vector<order_id> stuck;  // orders of the batch that waits for room
  std::deque<job> jobs;         // for the flushing thread
  bool decider_sleeps = false;  // and wants to know of requests
  bool decider_waits_for_slot = false;
  bool decider_done = false;
  bool flusher_idle = false;
  bool house_kept = false;  // since the last flush
  bool clock_was_moved = false;
  bool started = false;

  std::atomic<bool> stopping = false;
  std::atomic<bool> dead = false;
  std::atomic<bool> no_room = false;
  std::atomic<std::uint64_t> durable_records = 0;
  std::atomic<std::uint64_t> durable_seq = 0;
  std::atomic<std::uint64_t> journal_bytes = 0;  // after the snapshot that recovery used
  std::atomic<std::uint64_t> batches = 0;
  std::atomic<std::uint64_t> flush_us = 0;
  std::atomic<std::uint32_t> last_flush_us = 0;
  // Queued and in hand; changed under the mutex.
  std::atomic<std::size_t> waiting_requests = 0;
  std::array<std::atomic<std::uint64_t>, kUrgencies> shed{};
  std::atomic<std::uint64_t> records = 0;
  std::atomic<std::uint64_t> refusals = 0;
  std::atomic<std::uint64_t> departures = 0;
  std::atomic<std::uint64_t> orders = 0;
  std::atomic<std::uint64_t> keys = 0;

  // The deciding thread's own:
  lanes in_hand;
  std::size_t decided_in_hand = 0;   // since the queue was last looked at
  std::size_t decided_in_a_row = 0;  // since there was nothing in hand
  std::chrono::steady_clock::time_point taken_at;
  std::vector<order_id> stuck_seen;
  bool reads_refused = false;
  std::uint64_t bytes_at_snapshot = 0;
  instant last_snapshot{};

  std::thread decide_thread;
  std::thread flush_thread;
};

}  // namespace chepiao
