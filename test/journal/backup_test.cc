#include "journal/backup.h"

#include <csignal>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/sqlite.h"
#include "journal/sqlite_log.h"
#include "samples.h"
#include "test/support/temporary_folder.h"

namespace chepiao::journal {
namespace {

using test::append_sample;
using test::kStart;
using test::temporary_folder;

position fill(std::filesystem::path const& folder, unsigned batches) {
  auto log = sqlite_log{folder};
  log.begin_epoch(kStart, "first");
  for (auto i = 1U; i <= batches; ++i) {
    append_sample(log, i, 5000);
  }
  return log.end();
}

TEST(backup, copies_a_stopped_log_and_restores_it) {
  auto const folder = temporary_folder{};
  auto const end = fill(folder.path(), 30);
  auto const target = temporary_folder{};
  EXPECT_EQ(backup(folder.path(), target.path() / "copy").hash, end.hash);
  EXPECT_EQ(verify_copy(target.path() / "copy").hash, end.hash);
  auto const fresh = target.path() / "fresh";
  EXPECT_EQ(restore(target.path() / "copy", fresh).hash, end.hash);
  EXPECT_EQ(sqlite_log{fresh}.end().seq, 31U);
}

TEST(backup, copies_a_log_in_use_between_two_appends) {
  auto const folder = temporary_folder{};
  auto const target = temporary_folder{};
  auto log = sqlite_log{folder.path()};
  log.begin_epoch(kStart, "first");
  append_sample(log, 1, 50'000);
  log.backup_to(target.path() / "journal.db");
  auto const copied = log.end();
  append_sample(log, 2);
  EXPECT_EQ(verify_copy(target.path()).hash, copied.hash);
  EXPECT_EQ(log.end().seq, 3U);
}

TEST(backup, refuses_a_log_in_use_by_another) {
  auto const folder = temporary_folder{};
  auto const target = temporary_folder{};
  auto const log = sqlite_log{folder.path()};
  EXPECT_THROW(backup(folder.path(), target.path()), journal_in_use);
}

TEST(backup, never_overwrites) {
  auto const folder = temporary_folder{};
  fill(folder.path(), 3);
  auto const other = temporary_folder{};
  auto const end = fill(other.path(), 5);
  EXPECT_THROW(backup(folder.path(), other.path()), std::runtime_error);
  EXPECT_THROW(restore(folder.path(), other.path()), std::runtime_error);
  EXPECT_EQ(verify_copy(other.path()).hash, end.hash);
}

TEST(backup, does_not_restore_a_damaged_copy) {
  auto const folder = temporary_folder{};
  fill(folder.path(), 3);
  sqlite::connection{folder.path() / "journal.db"}.execute(
      "UPDATE journal SET payload = x'00' WHERE seq = 2");
  auto const target = temporary_folder{};
  EXPECT_THROW(restore(folder.path(), target.path() / "fresh"), corrupt_journal);
  EXPECT_FALSE(std::filesystem::exists(target.path() / "fresh"));
}

TEST(backup, does_not_make_a_journal_where_there_is_none) {
  auto const folder = temporary_folder{};
  auto const target = temporary_folder{};
  EXPECT_THROW(backup(folder.path(), target.path()), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "journal.db"));
}

// No file of this process may grow beyond this.
class file_limit {
 public:
  explicit file_limit(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto const now = rlimit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &now);
  }
  ~file_limit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  file_limit(file_limit const&) = delete;
  file_limit& operator=(file_limit const&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

TEST(backup, leaves_nothing_when_it_fails_half_way) {
  auto const folder = temporary_folder{};
  auto const target = temporary_folder{};
  auto log = sqlite_log{folder.path()};
  log.begin_epoch(kStart, "first");
  append_sample(log, 1, 500'000);
  {
    auto const limit = file_limit{100'000};
    EXPECT_THROW(log.backup_to(target.path() / "journal.db"), std::runtime_error);
  }
  EXPECT_TRUE(std::filesystem::is_empty(target.path()));
  log.backup_to(target.path() / "journal.db");
  EXPECT_EQ(verify_copy(target.path()).hash, log.end().hash);
}

}  // namespace
}  // namespace chepiao::journal
