#include <fstream>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "store/open_database.h"
#include "test/store/some_orders.h"
#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

using test::kAlice;
using test::order_number;
using test::reservation;

TEST(damaged_store, says_that_it_cannot_be_used) {
  auto const folder = test::temporary_folder{};
  std::ofstream{folder.path() / "store.db"} << std::string(8192, 'x');
  EXPECT_THROW(order_store{folder.path()}, unusable_database);
}

TEST(damaged_store, is_erased_and_folded_anew) {
  auto const folder = test::temporary_folder{};
  std::ofstream{folder.path() / "store.db"} << std::string(8192, 'x');
  order_store::erase_files(folder.path());
  auto store = order_store{folder.path()};
  test::apply(store, 1, {reservation(1, kAlice, 1)});
  EXPECT_TRUE(store.find(order_number(1)));
}

TEST(store_of_another_release, is_refused) {
  auto const folder = test::temporary_folder{};
  {
    auto const store = order_store{folder.path()};
  }
  {
    auto db = sqlite::connection{folder.path() / "store.db"};
    db.execute("PRAGMA user_version = 2");
  }
  EXPECT_THROW(order_store{folder.path()}, unusable_database);
}

TEST(database_of_somebody_else, is_refused_and_left_as_it_is) {
  auto const folder = test::temporary_folder{};
  auto db = sqlite::connection{folder.path() / "store.db"};
  db.execute("CREATE TABLE recipes (name TEXT)");
  EXPECT_THROW(order_store{folder.path()}, unusable_database);
  EXPECT_EQ(db.query_text("SELECT count(*) FROM sqlite_schema"), "1");
  EXPECT_EQ(db.query_text("PRAGMA journal_mode"), "delete");
}

TEST(store_files, are_for_their_owner_only) {
  auto const folder = test::temporary_folder{};
  auto store = order_store{folder.path()};
  test::apply(store, 1, {reservation(1, kAlice, 1)});
  constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  for (auto const* name : {"store.db", "store.db-wal"}) {
    auto const mode = std::filesystem::status(folder.path() / name).permissions();
    EXPECT_EQ(mode & kOthers, std::filesystem::perms::none) << name;
  }
}

TEST(failed_transaction, leaves_the_store_as_it_was) {
  auto const folder = test::temporary_folder{};
  auto store = order_store{folder.path()};
  test::apply(store, 1, {reservation(1, kAlice, 1)});
  // The same order twice breaks a constraint in the middle of the transaction, as a full disk
  // would.
  EXPECT_THROW(test::apply(store, 2, {reservation(2, kAlice, 1), reservation(1, kAlice, 1)}),
               sqlite::error);
  EXPECT_FALSE(store.find(order_number(2)));
  EXPECT_EQ(store.applied_seq(), 1U);
}

}  // namespace
}  // namespace chepiao
