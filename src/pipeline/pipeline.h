#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/result.h"
#include "command/command.h"
#include "command/reply.h"
#include "command/sale_limits.h"
#include "event/record.h"
#include "inventory/availability.h"

// Runs the engine on a journal. One thread decides, one thread flushes; while a batch is being flushed the
// next one gathers. Nothing leaves here before it is durable: replies and reads alike wait for the flush
// that covers the state they were answered from.

namespace chepiao {

namespace journal {
class log;
}
struct timetable;
struct tariff;
class io;

// Durable records, handed on in order. Called on the flush thread: must not block for long and must not throw.
class durable_listener {
 public:
  virtual ~durable_listener() = default;
  virtual void on_durable(std::uint64_t seq, std::span<record const>) = 0;
};

struct pipeline_options {
  sale_limits limits;
  std::size_t queue_max = 8192;          // commands waiting; beyond: refusal `overloaded`
  std::size_t batch_records_max = 1024;
  std::size_t batch_bytes_max = std::size_t{1} << 20;
  std::uint64_t snapshot_every_bytes = std::uint64_t{64} << 20;
  seconds snapshot_every{60};
  std::size_t snapshots_kept = 3;
};

// Figures for /metrics; any thread.
struct pipeline_figures {
  std::uint64_t durable_seq = 0;
  std::uint64_t records = 0;
  std::uint64_t refusals = 0;
  std::uint64_t batches = 0;
  std::uint64_t queue_depth = 0;
  std::uint64_t queue_full = 0;
  std::uint64_t flush_microseconds_total = 0;
  std::uint64_t snapshots = 0;
  std::uint64_t departures_open = 0;
  std::uint64_t orders_in_memory = 0;
  std::uint64_t keys_in_memory = 0;
  bool storage_full = false;
};

class pipeline {
 public:
  struct parts {
    std::shared_ptr<timetable const> schedule;
    std::shared_ptr<tariff const> prices;
    journal::log& log;
    clock& time;
    io& files;
    std::string snapshot_folder;
  };

  // Recovers (newest good snapshot, then the journal's tail), begins an epoch and starts the threads.
  // Listeners added before start() see every durable record after `listeners_from`, those already in the
  // journal first. Throws journal::corrupt_journal, corrupt_bytes, std::system_error.
  pipeline(parts, pipeline_options);
  ~pipeline();  // stop()

  void add_listener(durable_listener&, std::uint64_t after_seq);
  void start();

  // Refuses new work, decides and flushes what is queued, answers everybody, writes a last snapshot.
  void stop();

  using on_reply = std::move_only_function<void(result<reply>)>;
  using on_order = std::move_only_function<void(result<order_view>)>;
  using on_seats = std::move_only_function<void(result<seat_map_view>)>;

  // Any thread; never blocks. The callback runs on a thread of the pipeline, exactly once, also on refusal,
  // overload and stop; it must not block or throw.
  void submit(command, on_reply);
  // The order as last decided; `unknown_order` when it is not this account's.
  void find_order(order_id, account_id, on_order);
  // Seats of a departure that may never have been held from. Refusals as for a hold.
  void seat_map(departure_id, place_class_id, stop_index from, stop_index to, on_seats);

  // Any thread.
  availability const& seats() const;
  pipeline_figures figures() const;
  bool ready() const;  // recovered, running, not stopping

  // Called once, on the flush thread, when the journal can no longer be trusted. The default ends the process
  // with exit code 70.
  void on_fatal(std::function<void(std::string const&)>);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
