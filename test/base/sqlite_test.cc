#include "base/sqlite.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

namespace chepiao {
namespace {

class sqlite_file : public testing::Test {
 protected:
  sqlite_file() { std::filesystem::create_directories(folder_); }
  ~sqlite_file() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ = std::filesystem::path{testing::TempDir()} /
                                  testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(sqlite_file, keeps_numbers_texts_and_blobs) {
  auto db = sqlite::connection{folder_ / "a.db"};
  db.execute("CREATE TABLE t(n INTEGER, s TEXT, b BLOB, e BLOB) STRICT");
  auto const blob = std::vector{std::byte{0}, std::byte{255}};
  db.prepare("INSERT INTO t VALUES(?, ?, ?, ?)")
      .bind(1, std::int64_t{-5})
      .bind(2, "北京")
      .bind_blob(3, blob)
      .bind_blob(4, {})
      .run();
  EXPECT_EQ(db.changes(), 1);
  auto query = db.prepare("SELECT n, s, b, e FROM t");
  ASSERT_TRUE(query.step());
  EXPECT_EQ(query.integer(0), -5);
  EXPECT_EQ(query.text(1), "北京");
  EXPECT_TRUE(std::ranges::equal(query.blob(2), blob));
  EXPECT_FALSE(query.is_null(3));
  EXPECT_FALSE(query.step());
}

TEST_F(sqlite_file, reports_failures_with_their_code) {
  auto db = sqlite::connection{folder_ / "a.db"};
  db.execute("CREATE TABLE t(n INTEGER PRIMARY KEY) STRICT");
  db.execute("INSERT INTO t VALUES(1)");
  try {
    db.execute("INSERT INTO t VALUES(1)");
    FAIL() << "a second row with the same key was accepted";
  } catch (sqlite::error const& e) {
    EXPECT_EQ(e.primary_code(), 19);  // SQLITE_CONSTRAINT
  }
}

TEST_F(sqlite_file, is_copied_while_open) {
  auto db = sqlite::connection{folder_ / "a.db"};
  db.execute("CREATE TABLE t(n INTEGER) STRICT; INSERT INTO t VALUES(42)");
  sqlite::backup(db, folder_ / "copy.db");
  auto copy = sqlite::connection{folder_ / "copy.db", sqlite::connection::mode::read_only};
  EXPECT_EQ(copy.query_text("SELECT n FROM t"), "42");
}

}  // namespace
}  // namespace chepiao
