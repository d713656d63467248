#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/io.h"
#include "journal/sqlite_log.h"
#include "pipeline/pipeline.h"
#include "test/crash/script.h"
#include "test/support/manual_clock.h"

namespace chepiao::crash {

// What a buyer was told, and how far the tape was by then.
struct told {
  result<reply> answer;
  std::uint64_t ops = 0;
};
using told_list = std::map<std::size_t, told>;  // by command

// exact: the same calls on the disk in the same order, each time. plain: as fast as it goes.
enum class pace : std::uint8_t { exact, plain };

// A log that copies its WAL whenever that is a quarter of a megabyte, not only when idle.
class tidy_log final : public journal::log {
 public:
  explicit tidy_log(journal::sqlite_log& inner) : inner_{inner} {}

  journal::position end() const override { return inner_.end(); }
  journal::position begin_epoch(instant at, std::string const& writer) override {
    return inner_.begin_epoch(at, writer);
  }
  journal::position append(instant at,
                           std::uint32_t records,
                           std::span<std::byte const> payload) override {
    return inner_.append(at, records, payload);
  }
  void read_after(std::uint64_t seq,
                  std::function<void(journal::row const&)> const& visit) override {
    inner_.read_after(seq, visit);
  }
  std::optional<journal::position> find(std::uint64_t seq) override { return inner_.find(seq); }
  void keep_house(journal::lull) override {
    if (!paused) {
      inner_.keep_house(journal::lull::idle);
    }
  }

  std::atomic<bool> paused = false;

 private:
  journal::sqlite_log& inner_;
};

// One life of the process on a data folder: the real journal, mark, snapshots and pipeline.
class life {
 public:
  // Recovers and starts. Throws what they throw.
  life(script const&, std::filesystem::path const& folder, milliseconds clock);
  ~life();

  // Asks all of a group and waits for the answers.
  void play(group const&, pace, told_list&);
  // Lets the time pass that makes a snapshot due, and waits for it.
  void pause(group const&, pace);
  void move_clock(milliseconds);
  // Until the journal has room again.
  void await_room() const;
  // One command alone.
  result<reply> ask(command const&);

  bool dead() const { return dead_; }
  std::string why_dead();
  recovery_report const& recovered() const { return sales_->recovered(); }
  void stop() { sales_->stop(); }

 private:
  void settle();

  script const& script_;
  test::manual_clock time_;
  system_io files_;
  journal::sqlite_log log_;
  tidy_log tidy_{log_};
  std::optional<pipeline> sales_;
  std::atomic<bool> dead_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string why_dead_;
};

}  // namespace chepiao::crash
