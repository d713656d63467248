#include "test/crash/life.h"

#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "test/crash/tape.h"

namespace chepiao::crash {
namespace {

instant at_clock(milliseconds since) {
  return test::manual_clock{}.now() + since;
}

pipeline_options options_of(script const& s) {
  auto options = pipeline_options{};
  options.limits = s.world->limits;
  options.snapshot_every = kSnapshotPause;
  return options;
}

}  // namespace

life::life(script const& s, std::filesystem::path const& folder, milliseconds clock)
    : script_{s}, time_{at_clock(clock)}, log_{folder} {
  files_.create_folders(folder / "snapshots");
  sales_.emplace(pipeline::parts{.schedule = {s.world, &s.world->schedule},
                                 .prices = {s.world, &s.world->prices},
                                 .log = tidy_,
                                 .time = time_,
                                 .files = files_,
                                 .snapshot_folder = (folder / "snapshots").string()},
                 options_of(s));
  sales_->on_fatal([this](std::string const& why) {
    tape_die();
    auto const lock = std::lock_guard{mutex_};
    why_dead_ = why;
    dead_ = true;
  });
  sales_->start();
}

life::~life() = default;

std::string life::why_dead() {
  auto const lock = std::lock_guard{mutex_};
  return why_dead_;
}

// A read that waits for what was decided before it: timers that are due are durable then.
void life::settle() {
  auto done = std::promise<void>{};
  auto answered = done.get_future();
  sales_->find_order(
      {9, 9}, account_id{1},
      [done = std::move(done)](result<order_view> const&) mutable { done.set_value(); });
  answered.get();
}

void life::move_clock(milliseconds clock) {
  time_.set(at_clock(clock));
  sales_->clock_moved();
}

void life::play(group const& g, pace how, told_list& heard) {
  move_clock(g.clock);
  if (how == pace::exact) {
    settle();
  }
  auto left = g.last - g.first;
  auto const hear = [&](std::size_t n, result<reply> r) {
    auto const ops = tape_ops();
    auto const lock = std::lock_guard{mutex_};
    heard.insert_or_assign(n, told{.answer = std::move(r), .ops = ops});
    --left;
    changed_.notify_all();
  };
  auto const ask_rest = [&] {
    for (auto n = g.first + 1; n < g.last; ++n) {
      sales_->submit(script_.commands[n], [&hear, n](result<reply> r) { hear(n, std::move(r)); });
    }
  };
  // While the flushing thread tells the first answer, the others gather to one batch.
  sales_->submit(script_.commands[g.first], [&](result<reply> r) {
    auto const fresh = r && !r->replayed;
    ask_rest();
    while (how == pace::exact && fresh && sales_->figures().queue_depth > 0) {
      std::this_thread::yield();
    }
    hear(g.first, std::move(r));
  });
  auto lock = std::unique_lock{mutex_};
  changed_.wait(lock, [&] { return left == 0; });
}

void life::pause(group const& g, pace how) {
  auto const made = [&] {
    auto const now = sales_->figures();
    return now.snapshots + now.snapshots_failed;
  };
  auto const before = made();
  tidy_.paused = true;
  move_clock(g.clock + kSnapshotPause);
  settle();
  while (how == pace::exact && !dead_ && made() == before) {
    std::this_thread::yield();
  }
  tidy_.paused = false;
}

void life::await_room() const {
  while (!dead_ && sales_->figures().storage_full) {
    std::this_thread::yield();
  }
}

result<reply> life::ask(command const& c) {
  auto done = std::promise<result<reply>>{};
  auto answered = done.get_future();
  sales_->submit(
      c, [done = std::move(done)](result<reply> r) mutable { done.set_value(std::move(r)); });
  return answered.get();
}

}  // namespace chepiao::crash
