#include "app/catalogue.h"

#include <filesystem>
#include <span>
#include <string_view>

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "test/support/temporary_folder.h"

namespace chepiao::app {
namespace {

timetable named(std::string name) {
  auto t = timetable{};
  t.name = std::move(name);
  t.build_index();
  return t;
}

tariff of_version(std::int32_t version) {
  auto t = tariff{};
  t.version = version;
  return t;
}

class catalogue_files : public testing::Test {
 protected:
  void write(std::filesystem::path const& path, std::string_view text) {
    files_.write_atomic(path, std::as_bytes(std::span{text.data(), text.size()}));
  }

  test::temporary_folder folder_;
  system_io files_;
};

TEST_F(catalogue_files, are_nothing_before_the_first_import) {
  EXPECT_FALSE(load_catalogue(files_, folder_.path()).has_value());
}

TEST_F(catalogue_files, are_replaced_together) {
  save_catalogue(files_, folder_.path(), named("first"), of_version(1));
  save_catalogue(files_, folder_.path(), named("second"), of_version(2));
  auto const now = load_catalogue(files_, folder_.path());
  ASSERT_TRUE(now.has_value());
  EXPECT_EQ(now->schedule->name, "second");
  EXPECT_EQ(now->prices->version, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "catalogue" / "1"));
}

TEST_F(catalogue_files, stay_as_they_were_when_an_import_is_cut_off) {
  save_catalogue(files_, folder_.path(), named("first"), of_version(1));
  // The next generation, half written: the name in `current` was not moved.
  std::filesystem::create_directories(folder_.path() / "catalogue" / "2");
  write(folder_.path() / "catalogue" / "2" / "timetable.bin", "half");
  EXPECT_EQ(load_catalogue(files_, folder_.path())->schedule->name, "first");
  save_catalogue(files_, folder_.path(), named("second"), of_version(2));
  EXPECT_EQ(load_catalogue(files_, folder_.path())->schedule->name, "second");
}

TEST_F(catalogue_files, say_so_when_they_are_damaged) {
  save_catalogue(files_, folder_.path(), named("first"), of_version(1));
  write(folder_.path() / "catalogue" / "current", "nonsense");
  EXPECT_THROW(load_catalogue(files_, folder_.path()), corrupt_bytes);
  write(folder_.path() / "catalogue" / "current", "7");
  EXPECT_THROW(load_catalogue(files_, folder_.path()), corrupt_bytes);
}

}  // namespace
}  // namespace chepiao::app
