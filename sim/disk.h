#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "journal/journal.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Where the journal lies: outlives the process, and fails as it is told.
class disk {
 public:
  virtual ~disk() = default;

  // For a new life of the process. At most one log at a time but for fence tests on medium::rows.
  virtual std::unique_ptr<journal::log> open() = 0;

  virtual void fail(fail_append const&) = 0;  // the next append
  virtual void set_full() = 0;
  virtual void heal() = 0;  // room again, and no more failures
  // The process is about to be destroyed: it must not write a byte more. To be followed by heal().
  virtual void freeze() = 0;
  // After freeze(), the process being gone: what was not flushed is lost as told.
  virtual void lose(lose_power const&) = 0;
};

std::unique_ptr<disk> make_disk(medium);
// Where this process may keep the real file that SQLite's log has beside it (journal.mark).
void keep_marks_in(std::filesystem::path const&);

}  // namespace chepiao::sim
