#include "journal/sqlite_log.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "base/sqlite.h"
#include "samples.h"
#include "test/support/temporary_folder.h"

namespace chepiao::journal {
namespace {

using test::append_sample;
using test::kStart;
using test::rows_of;
using test::temporary_folder;

TEST(sqlite_log, is_empty_when_new) {
  auto const folder = temporary_folder{};
  auto log = sqlite_log{folder.path()};
  EXPECT_EQ(log.end().seq, 0U);
  EXPECT_TRUE(rows_of(log).empty());
  EXPECT_FALSE(log.find(1));
}

TEST(sqlite_log, keeps_rows_over_reopening) {
  auto const folder = temporary_folder{};
  auto end = position{};
  {
    auto log = sqlite_log{folder.path()};
    EXPECT_EQ(log.begin_epoch(kStart, "first").seq, 1U);
    for (auto i = 1U; i <= 20; ++i) {
      append_sample(log, i, i * 1000);
    }
    end = log.end();
  }
  auto log = sqlite_log{folder.path()};
  EXPECT_EQ(log.end().seq, 21U);
  EXPECT_EQ(log.end().hash, end.hash);
  auto const rows = rows_of(log);
  ASSERT_EQ(rows.size(), 21U);
  EXPECT_EQ(rows[0].kind, row_kind::epoch_begin);
  EXPECT_EQ(rows[20].payload.size(), 20'000U);
  EXPECT_EQ(rows[20].durable_seq, 20U);
  EXPECT_EQ(log.begin_epoch(kStart, "second").epoch, 2U);
  EXPECT_EQ(rows_of(log, 21).front().durable_seq, 20U);
  EXPECT_EQ(append_sample(log, 21).epoch, 2U);
  EXPECT_EQ(rows_of(log, 20).size(), 3U);
  log.check_file();
}

TEST(sqlite_log, refuses_a_second_opener) {
  auto const folder = temporary_folder{};
  auto const first = sqlite_log{folder.path()};
  EXPECT_THROW(sqlite_log{folder.path()}, journal_in_use);
}

TEST(sqlite_log, refuses_an_opener_in_another_process) {
  auto const folder = temporary_folder{};
  auto log = sqlite_log{folder.path()};
  log.begin_epoch(kStart, "first");
  auto const child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // A connection of its own that never saw the parent's: as another program would open the file.
    sqlite3* other = nullptr;
    auto const path = (folder.path() / "journal.db").string();
    sqlite3_open_v2(path.c_str(), &other, SQLITE_OPEN_READWRITE, nullptr);
    auto const code =
        sqlite3_exec(other, "SELECT count(*) FROM journal", nullptr, nullptr, nullptr);
    ::_exit(code == SQLITE_BUSY ? 7 : 1);
  }
  auto status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 7);
  EXPECT_EQ(append_sample(log, 1).seq, 2U);
}

TEST(sqlite_log, needs_no_shared_memory_and_writes_the_documented_header) {
  auto const folder = temporary_folder{};
  {
    auto const log = sqlite_log{folder.path()};
  }
  auto db = sqlite::connection{folder.path() / "journal.db"};
  EXPECT_EQ(db.query_text("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(db.query_text("PRAGMA application_id"), std::to_string(0x6368706A));
  EXPECT_EQ(db.query_text("PRAGMA page_size"), "8192");
}

TEST(sqlite_log, refuses_another_format) {
  auto const folder = temporary_folder{};
  {
    auto const log = sqlite_log{folder.path()};
  }
  sqlite::connection{folder.path() / "journal.db"}.execute("PRAGMA user_version=2");
  EXPECT_THROW(sqlite_log{folder.path()}, corrupt_journal);
  sqlite::connection{folder.path() / "journal.db"}.execute(
      "PRAGMA user_version=1; PRAGMA application_id=5");
  EXPECT_THROW(sqlite_log{folder.path()}, corrupt_journal);
}

TEST(sqlite_log, tells_that_acknowledged_rows_are_missing) {
  auto const folder = temporary_folder{};
  {
    auto log = sqlite_log{folder.path()};
    log.begin_epoch(kStart, "first");
    append_sample(log, 1);
    append_sample(log, 2);
  }
  sqlite::connection{folder.path() / "journal.db"}.execute("DELETE FROM journal WHERE seq = 3");
  try {
    auto const log = sqlite_log{folder.path()};
    FAIL() << "the missing row was not noticed";
  } catch (corrupt_journal const& e) {
    EXPECT_EQ(e.seq(), 3U);
  }
}

TEST(sqlite_log, copies_a_grown_wal_between_appends) {
  auto const folder = temporary_folder{};
  auto log = sqlite_log{folder.path()};
  log.begin_epoch(kStart, "first");
  auto const wal = folder.path() / "journal.db-wal";
  for (auto i = 1U; i <= 40; ++i) {
    append_sample(log, i, std::size_t{1} << 20);
    log.keep_house(lull::short_gap);
  }
  EXPECT_LT(std::filesystem::file_size(wal), std::size_t{24} << 20);
  EXPECT_GT(std::filesystem::file_size(folder.path() / "journal.db"), std::size_t{16} << 20);
  EXPECT_EQ(rows_of(log).size(), 41U);
}

TEST(sqlite_log, keeps_books_apart) {
  auto const folder = temporary_folder{};
  {
    auto log = sqlite_log{folder.path(), {.book = 1}};
    log.begin_epoch(kStart, "first");
    append_sample(log, 1);
  }
  std::filesystem::remove(folder.path() / "journal.mark");
  auto log = sqlite_log{folder.path(), {.book = 2}};
  EXPECT_EQ(log.end().seq, 0U);
  EXPECT_EQ(log.begin_epoch(kStart, "first").seq, 1U);
}

}  // namespace
}  // namespace chepiao::journal
