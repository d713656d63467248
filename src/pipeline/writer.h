#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "engine/engine.h"
#include "pipeline/batch.h"

namespace chepiao {

struct writer_options {
  std::size_t batch_records_max = 1024;
  std::size_t batch_bytes_max = std::size_t{1} << 20;
};

// Decides requests one after the other and gathers what happened in the open batch. No thread, no
// clock, no I/O: the pipeline drives it with threads, a simulator without. State runs ahead of the
// disk; answers do not: those that rest on something not yet durable go into the open batch.
class writer {
 public:
  // The log time of the journal's end: time never falls back behind it. The engine outlives the
  // writer.
  writer(engine&, instant end_of_log, writer_options);

  // The time of what is decided from here on: the clock's, unless that fell back.
  void advance_to(instant clock);
  instant now() const { return now_; }

  // Decides what the engine says is due by now.
  void run_due_timers();
  std::optional<instant> next_due() const;

  // Answers that rest on durable state only, and refusals that rest on no order (a train that does
  // not run), are told at once. Those that rest on one (`sold_out`, too) wait like answers.
  void decide(request&&);
  // As decide, while the journal has no room: commands are refused, and so are reads of orders that
  // wait for room (`stuck`, sorted, and those of the open batch); other reads are answered at once.
  void decide_without_room(request&&, std::vector<order_id> const& stuck);

  // All records of batches up to this number of records are durable.
  void durable_up_to(std::uint64_t records) { durable_records_ = records; }

  // The open batch takes no more: it is full, or carries the state of its moment.
  bool full() const;
  bool empty() const { return open_.empty(); }
  // Adds the engine's state to the open batch and closes it.
  void attach_state();

  batch seal();          // takes the open batch away and starts another
  void reopen(batch&&);  // undoes seal(); nothing was decided in between
  batch& open() { return open_; }

  std::uint64_t records() const { return records_; }
  std::uint64_t refusals() const { return refusals_; }

 private:
  void take(command_request&);
  void take(order_request&);
  void take(seats_request&);
  void happen(record&&);
  template <typename Waiting>
  void answer(Waiting&&);

  engine& engine_;
  writer_options options_;
  instant now_;
  batch open_;
  std::uint64_t records_ = 0;
  std::uint64_t durable_records_ = 0;
  std::uint64_t refusals_ = 0;
};

}  // namespace chepiao
