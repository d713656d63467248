#pragma once

#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
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
#include "pipeline/urgency.h"

// Runs the engine on a journal. One thread decides, one thread flushes; while a batch is being
// flushed the next one gathers. Nothing leaves here before it is durable: replies, reads and
// refusals that tell of an order (`not_cancellable`, `unpaid_order_exists`, ...) wait for the flush
// that covers the state they were answered from. Only a refusal to sell (`sold_out`, `seat_taken`,
// `not_on_sale`, ...) is told at once: it gives nothing away.

namespace chepiao {

namespace journal {
class log;
}
struct timetable;
struct tariff;
class io;

// Durable records, handed on in order: every row of the journal once, rows without records with
// none (never null). Called on the flush thread (what is already in the journal: within start()),
// after the replies of the batch were given: must not block for long and must not throw.
class durable_listener {
 public:
  virtual ~durable_listener() = default;
  virtual void on_durable(std::uint64_t seq, shared_records const&) = 0;
};

struct pipeline_options {
  sale_limits limits;
  // Requests waiting; fewer when deciding is slow, so that nobody waits long, and for what is less
  // urgent (admission.h). Beyond: refusal `overloaded`.
  std::size_t queue_max = 8192;
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
  std::uint64_t queue_limit = 0;                 // beyond it even payments are refused
  std::array<std::uint64_t, kUrgencies> shed{};  // refused as `overloaded`, by urgency
  std::uint64_t flush_microseconds_total = 0;
  std::uint64_t snapshots = 0;
  std::uint64_t snapshots_failed = 0;
  std::uint64_t departures_open = 0;
  std::uint64_t orders_in_memory = 0;
  std::uint64_t keys_in_memory = 0;
  bool storage_full = false;
};

// What recovery found.
struct recovery_report {
  std::uint64_t snapshot_seq = 0;  // 0: none was used
  std::uint64_t rows_folded = 0;   // of the journal, after the snapshot
  std::uint64_t records_folded = 0;
  std::uint64_t epoch = 0;         // the one begun
  digest256 state_root{};          // of the recovered state
  std::vector<std::string> notes;  // snapshots passed over, and why; for the log
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

  // Recovers (newest good snapshot, then the journal's tail) and begins an epoch, durably. Throws
  // journal::corrupt_journal, journal::storage_full, journal::append_failed, std::system_error, and
  // std::runtime_error when the clock is more than an hour behind the journal's end: log time never
  // falls back, so all that has a deadline would be decided at a time that is not.
  pipeline(parts, pipeline_options);
  ~pipeline();  // stop()

  // Before start(). The listener outlives the pipeline and sees every row after `after_seq`.
  void add_listener(durable_listener&, std::uint64_t after_seq);
  // Tells the listeners what is already in the journal, then starts the threads. Throws
  // journal::corrupt_journal, also when a listener has seen more than the journal holds.
  void start();

  // Refuses new work, decides and flushes what is queued, answers everybody, writes a last
  // snapshot. Not from a thread of the pipeline. A second call does nothing.
  void stop();

  using on_reply = std::move_only_function<void(result<reply>)>;
  using on_order = std::move_only_function<void(result<order_view>)>;
  using on_seats = std::move_only_function<void(result<seat_map_view>)>;

  // Any thread; never blocks. The callback runs exactly once and must not block or throw. It runs
  // on a thread of the pipeline; when the request is not even queued (`overloaded`, `stopping`,
  // `storage_full`), before this returns, on the caller's. While there is no room for the journal,
  // commands are refused as `storage_full`; orders that wait for room and reads of them likewise;
  // other reads go on. What was decided before is written as soon as there is room. Decided in the
  // order in which they came; but where hundreds wait, payments, cancellations and refunds pass the
  // others: who needs one command decided after another asks when the first is answered.
  void submit(command, on_reply);
  // The order as last decided; `unknown_order` when it is not this account's.
  void find_order(order_id, account_id, on_order);
  // Seats of a departure that may never have been held from. Refusals as for a hold.
  void seat_map(departure_id, place_class_id, stop_index from, stop_index to, on_seats);

  // Would a request be refused as `overloaded` now? If so it counts as refused. Any thread; cheap:
  // asked before what a request costs, so that a refusal does not cost the same.
  bool turns_away(urgency);

  // Any thread.
  availability const& seats() const;
  pipeline_figures figures() const;
  bool ready() const;  // recovered, running, not stopping
  recovery_report const& recovered() const;

  // Any thread. Copies the journal into a new file, on the flush thread between two batches;
  // replies wait meanwhile. The callback is told what failed, null when nothing did; check the copy
  // with journal::verify_copy.
  void backup(std::filesystem::path target, std::move_only_function<void(std::exception_ptr)> done);

  // Any thread. Looks at the clock again: for clocks that are moved by hand.
  void clock_moved();

  // Before start(). Called once, on the flush thread, when the journal can no longer be trusted:
  // nothing after its last acknowledged row may be told to anybody. The default prints the reason
  // and ends the process with exit code 70. Should the handler return, everything is refused as
  // `stopping` from then on.
  void on_fatal(std::function<void(std::string const&)>);

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
