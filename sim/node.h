#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "journal/memory_log.h"
#include "pipeline/recovery.h"
#include "pipeline/writer.h"
#include "sim/attempt.h"
#include "sim/crash.h"
#include "sim/dice.h"
#include "sim/memory_files.h"
#include "sim/sabotage.h"
#include "sim/settings.h"
#include "sim/witness.h"

namespace chepiao::sim {

// What outlives the process.
struct storage {
  std::shared_ptr<journal::memory_disk> disk = std::make_shared<journal::memory_disk>();
  memory_files files;
};

// What a node lives among. All outlive it.
struct surroundings {
  railway const& line;
  settings const& how;
  storage& kept;
  witness& observer;
  dice& chance;
  sabotage harm = sabotage::none;
};

// One life of the process: the product's recovery, writer and journal, in the order in which the
// pipeline's threads would use them. Dies by throwing crashed; is then to be destroyed.
class node {
 public:
  using on_answer = std::function<void(attempt const&, result<reply> const&)>;

  // Recovers and begins an epoch.
  node(surroundings const&, instant clock);

  // Dies when it next gets there.
  void die_at(crash_point p) { doom_ = p; }

  // Sets the time, runs what is due; makes room in the batch when it is full.
  void turn(instant clock);
  // Turns until there is room, then decides.
  void take(std::shared_ptr<attempt> const&, on_answer);
  void take(order_look);
  void take(seats_look);

  void seal();   // the open batch, unless one is on its way to the disk
  void flush();  // the batch on its way, or else the open one
  void flush_all();
  void want_snapshot() { wants_snapshot_ = true; }
  void write_snapshot();  // when a state waits for it

  instant now() const { return writer_.now(); }
  engine const& state() const { return *recovered_.state; }
  availability const& seats() const { return *recovered_.seats; }
  recovery_report const& recovered() const { return recovered_.report; }

 private:
  struct taken_state {
    std::vector<std::byte> state;
    journal::position at;
  };

  void die_here(crash_point) const;
  void make_room();
  void await_room();
  void append(batch const&);
  void answer(batch&);
  std::vector<record> fresh_records();
  void decide_again();

  surroundings around_;
  snapshot_folder folder_;
  journal::memory_log log_;
  recovered_state recovered_;
  writer writer_;
  instant clock_;
  crash_point doom_ = crash_point::none;
  std::size_t seen_ = 0;  // records of the open batch
  std::optional<batch> in_flight_;
  std::optional<taken_state> taken_;
  bool wants_snapshot_ = false;
};

}  // namespace chepiao::sim
