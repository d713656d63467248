#include <atomic>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "pipeline/pipeline.h"
#include "rig.h"

namespace chepiao {
namespace {

using test::durable_things;
using test::find_order;
using test::hold_of;
using test::is_ready;
using test::keyed;
using test::life;
using test::seat_map;
using test::staged_log;
using test::submit;

struct full_disk {
  durable_things things;
  std::atomic<bool> room = true;
  life now{things, [this](std::uint64_t) {
             return room ? staged_log::fate::durable : staged_log::fate::no_room;
           }};

  // One order is durable, a second one waits for room.
  std::future<result<reply>> fill() {
    now.sales.start();
    EXPECT_TRUE(submit(now.sales, keyed(1, hold_of(1))).get());
    room = false;
    auto waits = submit(now.sales, keyed(2, hold_of(2)));
    now.log.wait_for_append(3);  // it was tried, and tried again
    return waits;
  }
};

TEST(full_disk, commands_are_refused_and_reads_go_on) {
  auto disk = full_disk{};
  auto const waits = disk.fill();
  EXPECT_TRUE(disk.now.sales.figures().storage_full);
  EXPECT_EQ(submit(disk.now.sales, keyed(3, hold_of(3))).get().error().code,
            refusal_code::storage_full);
  EXPECT_TRUE(find_order(disk.now.sales, 1).get());
  EXPECT_EQ(find_order(disk.now.sales, 2).get().error().code, refusal_code::storage_full);
  EXPECT_EQ(seat_map(disk.now.sales).get()->seats, 600);
  EXPECT_FALSE(is_ready(waits));
}

TEST(full_disk, goes_on_by_itself_when_there_is_room) {
  auto disk = full_disk{};
  auto waits = disk.fill();
  disk.room = true;
  EXPECT_TRUE(waits.get());
  EXPECT_FALSE(disk.now.sales.figures().storage_full);
  EXPECT_TRUE(submit(disk.now.sales, keyed(3, hold_of(3))).get());
  EXPECT_TRUE(find_order(disk.now.sales, 2).get());
}

TEST(full_disk, stopping_meanwhile_loses_only_what_nobody_was_told) {
  auto disk = full_disk{};
  auto waits = disk.fill();
  disk.now.sales.stop();
  EXPECT_EQ(waits.get().error().code, refusal_code::storage_full);
  auto next = life{disk.things};
  next.sales.start();
  EXPECT_TRUE(find_order(next.sales, 1).get());
  EXPECT_FALSE(find_order(next.sales, 2).get());
  EXPECT_FALSE(submit(next.sales, keyed(2, hold_of(2))).get()->replayed);
}

// Order 2 is in an append that will find no room when what was decided meanwhile still has to be
// written; there is room for that.
struct full_for_one_batch {
  durable_things things;
  std::optional<life> now{std::in_place, things, [](std::uint64_t n) {
                            return n == 2 ? staged_log::fate::no_room : staged_log::fate::durable;
                          }};
  std::future<result<reply>> second;

  full_for_one_batch() {
    now->sales.start();
    EXPECT_TRUE(submit(now->sales, keyed(1, hold_of(1))).get());
    now->log.hold();
    second = submit(now->sales, keyed(2, hold_of(2)));
    now->log.wait_for_append(2);
  }
  void stop() {
    // Told at once: all that was submitted before is decided.
    auto nowhere = hold_of(9);
    nowhere.legs[0].place_class = place_class_id{9};
    EXPECT_FALSE(submit(now->sales, keyed(9, std::move(nowhere))).get());
    auto const stopper = std::jthread{[&] { now->sales.stop(); }};
    while (now->sales.ready()) {
      std::this_thread::yield();
    }
    now->log.let_go();
  }
};

TEST(full_disk, stopping_writes_nothing_after_what_it_dropped) {
  auto disk = full_for_one_batch{};
  auto third = submit(disk.now->sales, keyed(3, hold_of(3)));
  disk.stop();
  EXPECT_EQ(disk.second.get().error().code, refusal_code::storage_full);
  auto const told = third.get();
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().code, refusal_code::storage_full);
  disk.now.reset();
  EXPECT_TRUE(disk.things.files.files.empty());  // no snapshot of what was refused
  auto next = life{disk.things};
  next.sales.start();
  EXPECT_TRUE(find_order(next.sales, 1).get());
  EXPECT_FALSE(find_order(next.sales, 2).get());
  EXPECT_FALSE(find_order(next.sales, 3).get());
}

TEST(full_disk, stopping_does_not_confirm_a_replay_of_what_it_dropped) {
  auto disk = full_for_one_batch{};
  auto again = submit(disk.now->sales, keyed(2, hold_of(2)));
  disk.stop();
  EXPECT_FALSE(disk.second.get());
  EXPECT_FALSE(again.get());
}

}  // namespace
}  // namespace chepiao
