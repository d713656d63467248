#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/recovery.h"
#include "pipeline/writer.h"
#include "sim/attempt.h"
#include "sim/crash.h"
#include "sim/disk.h"
#include "sim/memory_files.h"
#include "sim/sabotage.h"
#include "sim/terms.h"
#include "sim/witness.h"

namespace chepiao::sim {

// What outlives the process.
struct storage {
  std::unique_ptr<disk> journal;
  memory_files files;
};

// What a node lives among. All outlive it.
struct surroundings {
  railway const& line;
  terms const& in_force;
  std::size_t batch_records_max = 64;
  storage& kept;
  witness& observer;
  sabotage harm = sabotage::none;
};

// One life of the process: the product's recovery, writer and journal, in the order in which the
// pipeline's threads would use them. Dies by throwing crashed; is then to be destroyed.
class node {
 public:
  using on_answer = std::function<void(attempt const&, result<reply> const&)>;

  // Recovers and begins an epoch; dies in between when it is doomed to.
  node(surroundings const&, instant clock, crash_point doomed);

  // Dies when it next gets there.
  void die_at(doom const& d) { doom_ = d; }

  // Sets the time; turn() also runs what is due and makes room in the batch when it is full.
  void advance(instant clock) { writer_->advance_to(clock_ = clock); }
  void turn(instant clock);
  // Turns until there is room (unless timers are late), then decides.
  void take(std::shared_ptr<attempt> const&, on_answer);
  void take(order_read);
  void take(seats_read);

  void seal();   // the open batch, unless one is on its way to the disk
  void flush();  // the batch on its way, or else the open one
  void flush_all();
  void want_snapshot() { wants_snapshot_ = true; }
  void write_snapshot();  // when a state waits for it

  // The disk has no room: what is in hand waits.
  bool without_room() const { return no_room_; }
  // It ends without having written what is in hand.
  void abandon();
  // It was asleep while another became the owner. Throws wrong when it can still append.
  void wake_as_zombie();

  instant now() const { return writer_->now(); }
  bool idle() const { return !in_flight_ && writer_->empty(); }
  engine const& state() const { return *recovered_.state; }
  availability const& seats() const { return *recovered_.seats; }
  recovery_report const& recovered() const { return recovered_.report; }
  journal::log& log() { return *log_; }

 private:
  struct taken_state {
    std::vector<std::byte> state;
    journal::position at;
  };

  void die_here(crash_point, std::string_view how) const;
  void make_room();
  void await_room();
  bool append(batch&);
  void lose_room(batch&);
  void answer(batch&);
  void refuse(batch&, refusal_code);
  [[noreturn]] void fail();
  std::vector<record> fresh_records();
  void decide_again();

  surroundings around_;
  snapshot_folder folder_;
  std::unique_ptr<journal::log> log_;
  recovered_state recovered_;
  std::optional<writer> writer_;
  instant clock_;
  doom doom_;
  std::size_t seen_ = 0;  // records of the open batch
  std::optional<batch> in_flight_;
  std::optional<taken_state> taken_;
  bool wants_snapshot_ = false;
  bool no_room_ = false;
  std::vector<order_id> stuck_;
  std::uint64_t appends_ = 0;
};

}  // namespace chepiao::sim
