#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/timetable/tiny_feed.h"
#include "timetable/search.h"
#include "timetable/text_fold.h"

namespace chepiao {
namespace {

using test::at;
using testing::ElementsAre;

class places : public testing::Test {
 protected:
  places() {
    auto builder = timetable_builder{nullptr, formation_catalog::built_in(), merge_rule::none};
    add_station(builder, "BJP", "北京", "beijing", "bj", "北京");
    add_station(builder, "VNP", "北京南", "beijingnan", "bjn", "北京");
    add_station(builder, "BXP", "北京西", "beijingxi", "bjx", "北京");
    add_station(builder, "BJY", "宝鸡", "baoji", "bj", "宝鸡");
    add_station(builder, "IZQ", "广州南", "guangzhounan", "gzn", "广州");
    add_station(builder, "ZRH", "Zürich HB", "", "", "Zürich");
    add_station(builder, "OLD", "北京旧", "beijingjiu", "bjj", "北京");
    run(builder, "G1", {"VNP", "IZQ"});
    run(builder, "G2", {"VNP", "BXP"});
    run(builder, "G3", {"VNP", "BJP", "BJY", "BXP"});
    run(builder, "G4", {"ZRH", "BJY"});
    t = test::finished(builder);
  }
  static void add_station(timetable_builder& builder,
                          std::string code,
                          std::string name,
                          std::string pinyin,
                          std::string initials,
                          std::string city) {
    auto made = station{};
    made.code = std::move(code);
    made.name = std::move(name);
    made.pinyin = std::move(pinyin);
    made.initials = std::move(initials);
    made.city = std::move(city);
    builder.add_station(std::move(made));
  }
  static void run(timetable_builder& builder, std::string number, std::vector<std::string> codes) {
    auto draft = run_draft{};
    draft.key = draft.number = std::move(number);
    draft.zone = builder.zone("Asia/Shanghai");
    draft.days = test::every_day();
    for (auto const& code : codes) {
      draft.calls.push_back({*builder.find_station(code), at(8), at(8)});
    }
    test::add(builder, std::move(draft));
  }
  std::vector<std::string> codes(std::vector<station_id> const& ids) {
    auto out = std::vector<std::string>{};
    for (auto const id : ids) {
      out.push_back(t.find(id)->code);
    }
    return out;
  }

  timetable t;
};

TEST_F(places, are_found_by_name_exact_first_then_by_city) {
  EXPECT_THAT(codes(find_stations(t, "北京")), ElementsAre("BJP", "VNP", "BXP"));
}

TEST_F(places, are_found_by_pinyin_and_by_initials) {
  EXPECT_THAT(codes(find_stations(t, "guangz")), ElementsAre("IZQ"));
  EXPECT_THAT(codes(find_stations(t, " BeiJing ")), ElementsAre("BJP", "VNP", "BXP"));
  EXPECT_THAT(codes(find_stations(t, "bj", 3)), ElementsAre("BJY", "BJP", "VNP"));
  EXPECT_THAT(codes(find_stations(t, "bjx")), ElementsAre("BXP"));
}

TEST_F(places, are_found_by_code_in_any_case_and_by_a_part) {
  EXPECT_THAT(codes(find_stations(t, "izq")), ElementsAre("IZQ"));
  EXPECT_THAT(codes(find_stations(t, "南")), ElementsAre("VNP", "IZQ"));
}

TEST_F(places, are_found_without_accents) {
  EXPECT_THAT(codes(find_stations(t, "zurich")), ElementsAre("ZRH"));
  EXPECT_THAT(codes(find_stations(t, "ZÜRICH")), ElementsAre("ZRH"));
  EXPECT_THAT(codes(find_stations(t, "zh", 1)), ElementsAre("ZRH"));
}

TEST_F(places, without_trains_are_not_offered) {
  EXPECT_THAT(codes(find_stations(t, "北京旧")), ElementsAre());
}

TEST_F(places, are_ranked_by_how_many_services_call) {
  EXPECT_THAT(codes(busiest_stations(t, 3)), ElementsAre("VNP", "BXP", "BJY"));
  EXPECT_THAT(codes(busiest_stations(t, 20)),
              ElementsAre("VNP", "BXP", "BJY", "BJP", "IZQ", "ZRH"));
  EXPECT_THAT(busiest_stations(t, 0), ElementsAre());
}

TEST_F(places, that_nobody_named_are_none) {
  EXPECT_THAT(find_stations(t, ""), ElementsAre());
  EXPECT_THAT(find_stations(t, "  "), ElementsAre());
  EXPECT_THAT(resolve_place(t, ""), ElementsAre());
  EXPECT_THAT(resolve_place(t, "柏林"), ElementsAre());
}

TEST_F(places, resolve_codes_then_cities_then_names) {
  EXPECT_THAT(codes(resolve_place(t, "BJP")), ElementsAre("BJP"));
  EXPECT_THAT(codes(resolve_place(t, "北京")), ElementsAre("BJP", "VNP", "BXP", "OLD"));
  EXPECT_THAT(codes(resolve_place(t, "北京南")), ElementsAre("VNP"));
}

TEST(folded, drops_case_accents_and_blanks) {
  EXPECT_EQ(folded("  Straße ÆØÅ Łódź Ÿ × 北京 "), "strasse aeoa lodz y × 北京");
  EXPECT_EQ(folded("\xC3"), "\xC3");
}

TEST(initials_of, takes_the_first_letter_of_each_word) {
  EXPECT_EQ(initials_of("bad hersfeld-west 2"), "bhw2");
  EXPECT_EQ(initials_of("北京"), "");
}

}  // namespace
}  // namespace chepiao
