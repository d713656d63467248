#include <memory>
#include <optional>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "journal/sqlite_log.h"
#include "memory_vfs.h"
#include "samples.h"
#include "test/support/seeded_rng.h"
#include "test/support/temporary_folder.h"

namespace chepiao::journal {
namespace {

using test::append_sample;
using test::kStart;
using test::memory_vfs;
using test::rows_of;
using test::temporary_folder;

enum class outcome : std::uint8_t { clean, full, broken };

constexpr auto kBatches = 24U;

// One life of a writer: opens, begins an epoch, appends, keeps house, closes. Notes what was
// acknowledged.
outcome live(std::filesystem::path const& folder,
             memory_vfs const& disk,
             std::vector<digest256>& acknowledged) {
  try {
    auto log = sqlite_log{folder, {.vfs = disk.name()}};
    acknowledged.push_back(log.begin_epoch(kStart, "writer").hash);
    for (auto i = 1U; i <= kBatches; ++i) {
      acknowledged.push_back(append_sample(log, i, i % 5 == 0 ? 30'000 : 300).hash);
      if (i % 6 == 0) {
        log.keep_house(lull::idle);
      }
    }
    return outcome::clean;
  } catch (storage_full const&) {
    return outcome::full;
  } catch (append_failed const&) {
    return outcome::broken;
  } catch (sqlite::error const&) {
    return outcome::broken;  // while opening: nothing was acknowledged in this life
  }
}

// Everything acknowledged is there, at most one more row follows, and the log can go on.
void expect_nothing_lost(std::filesystem::path const& folder,
                         memory_vfs const& disk,
                         std::vector<digest256> const& acknowledged) {
  auto log = sqlite_log{folder, {.vfs = disk.name()}};
  log.check_file();
  auto const rows = rows_of(log);
  ASSERT_GE(rows.size(), acknowledged.size());
  ASSERT_LE(rows.size(), acknowledged.size() + 1);
  for (auto i = std::size_t{0}; i < acknowledged.size(); ++i) {
    ASSERT_EQ(rows[i].hash, acknowledged[i]);
  }
  log.begin_epoch(kStart, "next");
  append_sample(log, 100);
  EXPECT_EQ(rows_of(log).size(), rows.size() + 2);
}

void fail_every_call(int code, memory_vfs::lasting how_long, memory_vfs::loss loss) {
  auto chance = test::seeded_rng{static_cast<std::uint64_t>(code)};
  auto failures = 0U;
  for (auto n = std::uint64_t{1};; ++n) {
    auto const folder = temporary_folder{};
    auto disk = memory_vfs{"fault"};
    auto acknowledged = std::vector<digest256>{};
    disk.fail_at(n, code, how_long);
    auto const how = live(folder.path(), disk, acknowledged);
    auto const hit = disk.failed();
    disk.heal();
    disk.lose_power(loss, chance);
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(folder.path(), disk, acknowledged)) << "call " << n;
    if (!hit) {
      ASSERT_EQ(how, outcome::clean);
      break;
    }
    ++failures;
  }
  EXPECT_GT(failures, 150U);
}

TEST(disk_fault, io_error_at_every_call_then_the_process_dies) {
  fail_every_call(SQLITE_IOERR, memory_vfs::lasting::until_healed, memory_vfs::loss::none);
}

TEST(disk_fault, io_error_at_every_call_then_power_is_lost) {
  fail_every_call(SQLITE_IOERR, memory_vfs::lasting::until_healed, memory_vfs::loss::everything);
  fail_every_call(SQLITE_IOERR, memory_vfs::lasting::until_healed, memory_vfs::loss::torn_prefix);
  fail_every_call(SQLITE_IOERR, memory_vfs::lasting::until_healed, memory_vfs::loss::any_subset);
}

TEST(disk_fault, full_at_every_call) {
  fail_every_call(SQLITE_FULL, memory_vfs::lasting::until_healed, memory_vfs::loss::none);
  fail_every_call(SQLITE_FULL, memory_vfs::lasting::until_healed, memory_vfs::loss::torn_prefix);
}

// The page that failed to be flushed can still be read, so the next life builds on it; its own
// flushes succeed. Power is lost afterwards: what that life acknowledged must be there.
TEST(disk_fault, a_failed_flush_then_a_second_life_then_power_is_lost) {
  auto chance = test::seeded_rng{7};
  auto failures = 0U;
  for (auto n = std::uint64_t{1};; ++n) {
    auto const folder = temporary_folder{};
    auto disk = memory_vfs{"fault"};
    auto acknowledged = std::vector<digest256>{};
    disk.fail_at(n, SQLITE_IOERR, memory_vfs::lasting::once);
    live(folder.path(), disk, acknowledged);
    if (!disk.failed()) {
      break;
    }
    ++failures;
    disk.heal();
    {
      auto log = sqlite_log{folder.path(), {.vfs = disk.name()}};
      log.begin_epoch(kStart, "second");
      append_sample(log, 50);
      acknowledged.clear();
      for (auto const& r : rows_of(log)) {
        acknowledged.push_back(r.hash);
      }
      disk.lose_power(memory_vfs::loss::everything, chance);
      disk.fail_at(1, SQLITE_IOERR, memory_vfs::lasting::until_healed);  // the dead do not write
    }
    disk.heal();
    disk.lose_power(memory_vfs::loss::everything, chance);
    ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(folder.path(), disk, acknowledged)) << "call " << n;
  }
  EXPECT_GT(failures, 150U);
}

TEST(disk_fault, a_full_disk_writes_nothing_and_the_same_batch_succeeds_later) {
  for (auto n = std::uint64_t{1}; n <= 4; ++n) {
    auto const folder = temporary_folder{};
    auto disk = memory_vfs{"fault"};
    auto log = sqlite_log{folder.path(), {.vfs = disk.name()}};
    log.begin_epoch(kStart, "writer");
    append_sample(log, 1);
    auto const end = log.end();
    disk.fail_at(n, SQLITE_FULL, memory_vfs::lasting::until_healed);
    for (auto attempt = 0; attempt < 3; ++attempt) {
      ASSERT_THROW(append_sample(log, 2, 30'000), storage_full) << "call " << n;
      ASSERT_EQ(log.end().hash, end.hash);
      ASSERT_EQ(rows_of(log).size(), 2U);
    }
    disk.heal();
    EXPECT_EQ(append_sample(log, 2, 30'000).seq, 3U);
    EXPECT_EQ(rows_of(log).size(), 3U);
  }
}

TEST(disk_fault, a_failed_flush_is_never_tried_again) {
  auto const folder = temporary_folder{};
  auto disk = memory_vfs{"fault"};
  auto log = sqlite_log{folder.path(), {.vfs = disk.name()}};
  log.begin_epoch(kStart, "writer");
  disk.fail_at(1, SQLITE_IOERR, memory_vfs::lasting::once);
  EXPECT_THROW(append_sample(log, 1), append_failed);
  auto const calls = disk.calls();
  EXPECT_THROW(append_sample(log, 1), append_failed);
  EXPECT_THROW(log.keep_house(lull::idle), append_failed);
  EXPECT_EQ(disk.calls(), calls);
}

}  // namespace
}  // namespace chepiao::journal
