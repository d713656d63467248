#include <gtest/gtest.h>

#include "base/bytes.h"
#include "test/support/temporary_folder.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/store_file.h"

namespace chepiao {
namespace {

using test::at;
using test::day;

class timetable_file : public testing::Test {
 protected:
  timetable_file() {
    auto first = timetable_builder{nullptr, formation_catalog::built_in(), merge_rule::none};
    test::add(first, test::draft_of(first, "K9", "Asia/Shanghai",
                                    {{"X", kNoTime, at(8)}, {"Y", at(9), kNoTime}}));
    before = test::finished(first);
    auto builder = timetable_builder{&before, formation_catalog::built_in(), merge_rule::none};
    builder.set_name("演示");
    builder.set_money(currency{{'C', 'A', 'D'}});
    builder.set_operator_zone("America/Toronto");
    auto draft = test::draft_of(builder, "G1", "America/Vancouver",
                                {{"A", kNoTime, at(8), 0},
                                 {"B.1", at(100), at(101), 4'000, false, true},
                                 {"B.2", at(110), kNoTime, 9'500, true, false}});
    draft.days.added = {day("2035-01-01")};
    draft.days.removed = {day("2026-01-01")};
    draft.more_numbers = {"G2"};
    test::add(builder, std::move(draft));
    made = test::finished(builder);
  }
  std::vector<std::byte> saved() {
    save_timetable(files, folder.path(), made);
    return *files.read(folder.path() / "timetable.bin", 1U << 20U);
  }

  test::temporary_folder folder;
  system_io files;
  timetable before;
  timetable made;
};

TEST_F(timetable_file, gives_back_what_was_saved) {
  saved();
  auto const got = load_timetable(files, folder.path());
  ASSERT_TRUE(got);
  EXPECT_EQ(got->name, "演示");
  EXPECT_EQ(got->money.text(), "CAD");
  EXPECT_EQ(got->operator_zone, "America/Toronto");
  EXPECT_EQ(got->zones, made.zones);
  ASSERT_EQ(got->stations.size(), made.stations.size());
  EXPECT_EQ(got->stations[3].code, "B.1");
  EXPECT_EQ(got->stations[3].city, "B");
  ASSERT_EQ(got->services.size(), 2U);
  EXPECT_EQ(got->services[0].key, "K9");
  EXPECT_EQ(got->find(service_id{0}), nullptr);
  auto const& s = got->services[1];
  EXPECT_EQ(s.numbers, (std::vector<std::string>{"G1", "G2"}));
  EXPECT_EQ(s.calls[1].arrives_s, at(100));
  EXPECT_EQ(s.calls[0].arrives_s, kNoTime);
  EXPECT_EQ(s.calls[2].distance_m, 9'500);
  EXPECT_FALSE(s.calls[1].boards);
  EXPECT_TRUE(s.calls[1].alights);
  EXPECT_FALSE(s.calls[2].alights);
  EXPECT_TRUE(got->runs({service_id{1}, day("2035-01-01")}));
  EXPECT_FALSE(got->runs({service_id{1}, day("2026-01-01")}));
  EXPECT_TRUE(got->formation_of(s).assumed);
  EXPECT_EQ(got->layout_hash(s), made.layout_hash(made.services[1]));
  EXPECT_EQ(got->class_by_code("business"), made.class_by_code("business"));
}

TEST_F(timetable_file, is_not_there_at_first) {
  EXPECT_FALSE(load_timetable(files, folder.path()));
}

TEST_F(timetable_file, is_refused_when_any_byte_changed) {
  auto const good = saved();
  for (auto i = std::size_t{0}; i < good.size(); i += 97) {
    auto bad = good;
    bad[i] ^= std::byte{0x10};
    files.write_atomic(folder.path() / "timetable.bin", bad);
    EXPECT_THROW(load_timetable(files, folder.path()), corrupt_bytes) << i;
  }
}

TEST_F(timetable_file, is_refused_when_it_is_cut) {
  auto const good = saved();
  for (auto const size : {std::size_t{0}, std::size_t{7}, std::size_t{43}, good.size() - 1}) {
    files.write_atomic(folder.path() / "timetable.bin", std::span{good}.first(size));
    EXPECT_THROW(load_timetable(files, folder.path()), corrupt_bytes) << size;
  }
}

}  // namespace
}  // namespace chepiao
