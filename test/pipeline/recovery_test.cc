#include "pipeline/recovery.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "rig.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;
using test::durable_things;
using test::hold_of;
using test::keyed;
using test::life;
using test::submit;

void sell(pipeline& sales, std::uint64_t from, std::uint64_t to) {
  for (auto n = from; n <= to; ++n) {
    ASSERT_TRUE(submit(sales, keyed(n, hold_of(n))).get());
  }
}

recovered_state recover_from(durable_things& things) {
  auto log = journal::memory_log{things.disk};
  return recover(things.world->rules(), log, snapshot_folder{things.files, "/snapshots"});
}

// One life that ends well, with a snapshot at its end, and one that is cut off after more was sold.
struct two_lives : durable_things {
  two_lives() {
    {
      auto first = life{*this};
      first.sales.start();
      sell(first.sales, 1, 20);
    }
    auto const after_first = files.files;
    {
      auto second = life{*this};
      second.sales.start();
      sell(second.sales, 21, 30);
    }
    files.files = after_first;
  }
};

TEST(recovery, snapshot_and_tail_give_the_same_root_as_the_whole_journal) {
  auto things = two_lives{};
  ASSERT_EQ(things.files.files.size(), 1U);
  auto const quick = recover_from(things);
  EXPECT_EQ(quick.report.snapshot_seq, 21U);
  EXPECT_EQ(quick.report.records_folded, 10U);
  things.files.files.clear();
  auto const slow = recover_from(things);
  EXPECT_EQ(slow.report.snapshot_seq, 0U);
  EXPECT_EQ(slow.report.records_folded, 30U);
  EXPECT_EQ(quick.report.state_root, slow.report.state_root);
  EXPECT_EQ(quick.state->state_root(), slow.state->state_root());
}

TEST(recovery, passes_over_a_damaged_snapshot_and_says_so) {
  auto things = two_lives{};
  auto const good = things.files.files.begin()->second;
  auto& bytes = things.files.files["/snapshots/00000000000000000025.snap"];
  bytes = good;
  bytes[bytes.size() / 2] ^= std::byte{1};
  auto const found = recover_from(things);
  EXPECT_EQ(found.report.snapshot_seq, 21U);
  ASSERT_EQ(found.report.notes.size(), 1U);
  EXPECT_NE(found.report.notes[0].find("snapshot 25"), std::string::npos);
}

TEST(recovery, refuses_a_journal_that_lost_rows_a_snapshot_proves) {
  auto things = two_lives{};
  things.disk->rows.resize(10);
  EXPECT_THROW(recover_from(things), journal::corrupt_journal);
}

TEST(recovery, refuses_a_snapshot_of_another_journal) {
  auto things = two_lives{};
  auto other = durable_things{};
  {
    auto sales = life{other};
    sales.sales.start();
    sell(sales.sales, 101, 140);
  }
  other.files.files = things.files.files;
  EXPECT_THROW(recover_from(other), journal::corrupt_journal);
}

TEST(recovery, names_the_damaged_row) {
  auto things = two_lives{};
  things.disk->rows[24].payload[3] ^= std::byte{1};
  try {
    recover_from(things);
    FAIL() << "not noticed";
  } catch (journal::corrupt_journal const& e) {
    EXPECT_EQ(e.seq(), 25U);
  }
}

TEST(recovery, writes_a_snapshot_when_time_has_come) {
  auto things = durable_things{};
  auto options = pipeline_options{};
  options.snapshot_every = seconds{60};
  options.snapshots_kept = 2;
  auto now = life{things, {}, options};
  now.sales.start();
  for (auto round = std::uint64_t{0}; round < 4; ++round) {
    sell(now.sales, 10 * round + 1, 10 * round + 5);
    things.time.advance(60s);
    now.sales.clock_moved();
    while (now.sales.figures().snapshots <= round) {
      std::this_thread::yield();
    }
  }
  EXPECT_EQ(now.sales.figures().snapshots, 4U);
  auto const files = snapshot_folder{things.files, "/snapshots"}.seqs();
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files.front(), 21U);
}

TEST(recovery, goes_on_where_the_log_time_was_although_the_clock_fell_back) {
  auto things = durable_things{};
  {
    auto first = life{things};
    first.sales.start();
    sell(first.sales, 1, 1);
  }
  auto const end = things.disk->rows.back().at;
  things.time.advance(-3600s);
  auto next = life{things};
  next.sales.start();
  sell(next.sales, 2, 2);
  EXPECT_EQ(things.disk->rows.back().at, end);
}

TEST(recovery, refuses_a_clock_far_behind_the_journal) {
  auto things = durable_things{};
  {
    auto first = life{things};
    first.sales.start();
    sell(first.sales, 1, 1);
  }
  auto const rows = things.disk->rows.size();
  things.time.advance(-3601s);
  try {
    auto next = life{things};
    FAIL() << "it began";
  } catch (std::runtime_error const& e) {
    EXPECT_NE(std::string{e.what()}.find("behind the journal by 3601 s"), std::string::npos)
        << e.what();
  }
  EXPECT_EQ(things.disk->rows.size(), rows);
}

}  // namespace
}  // namespace chepiao
