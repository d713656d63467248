#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"
#include "test/timetable/shared_data.h"
#include "test/timetable/tiny_feed.h"
#include "timetable/formations.h"
#include "timetable/import_report.h"
#include "timetable/name_pattern.h"

namespace chepiao {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// A formation with the classes numbered in the catalog's order, and seats by "coach class".
struct built {
  explicit built(formation_catalog const& catalog, std::string_view name)
      : what{catalog.build(name, [&](std::string_view code) {
          auto const& all = catalog.classes();
          auto const at = std::ranges::find(all, code, &place_class::code);
          return static_cast<place_class_id>(static_cast<std::uint8_t>(at - all.begin()));
        })} {
    for (auto const& c : what.classes) {
      auto const& code = catalog.classes()[std::to_underlying(c.place_class)].code;
      for (auto const& s : c.seats) {
        ++seats[what.coaches[s.coach].number + " " + code];
        ++total;
        labels.insert(what.coaches[s.coach].number + "/" + s.label);
      }
    }
  }
  formation what;
  std::map<std::string, int> seats;
  std::set<std::string> labels;
  int total = 0;
};

std::string wrong(std::string const& toml) {
  try {
    formation_catalog::parse(toml, "x.toml");
  } catch (unusable_feed const& refused) {
    EXPECT_EQ(refused.code(), "bad_formations");
    return refused.what();
  }
  return "accepted";
}

constexpr auto kClass = R"(
default = "f"
[[class]]
code = "c"
zh = "座"
en = "Seat"
)";

std::string with_block(std::string const& block) {
  return std::string{kClass} + "[[coach]]\ntype = \"t\"\nblocks = [" + block +
         "]\n[[formation]]\nname = \"f\"\ncoaches = [\"t\"]\n";
}

formation one_coach(std::string const& block) {
  return formation_catalog::parse(with_block(block), "x.toml").build("f", [](std::string_view) {
    return place_class_id{0};
  });
}

TEST(built_in_formations, have_the_known_number_of_places) {
  auto const catalog = formation_catalog::built_in();
  EXPECT_EQ(built(catalog, "CR400AF").total, 576);
  EXPECT_EQ(built(catalog, "CR400AF-A").total, 1'193);
  EXPECT_EQ(built(catalog, "CRH2A").total, 610);
  EXPECT_EQ(built(catalog, "CRH2E").total, 630);
  EXPECT_EQ(built(catalog, "bus45").total, 45);
  EXPECT_EQ(built(catalog, "bus49").total, 49);
}

TEST(built_in_formations, give_each_place_a_name_of_its_own) {
  auto const catalog = formation_catalog::built_in();
  for (auto const* const name : {"CR400AF", "CR400AF-A", "CRH2A", "CRH2E", "25T", "25G", "25B",
                                 "25Z", "bus45", "bus49", "standard"}) {
    auto const one = built(catalog, name);
    EXPECT_EQ(one.labels.size(), static_cast<std::size_t>(one.total)) << name;
  }
}

TEST(built_in_formations, hold_two_classes_in_one_coach) {
  auto const seats = built(formation_catalog::built_in(), "CR400AF").seats;
  EXPECT_EQ(seats.at("01 business"), 5);
  EXPECT_EQ(seats.at("01 first"), 28);
  EXPECT_EQ(seats.at("02 second"), 90);
  EXPECT_EQ(seats.at("04 second"), 75);
  EXPECT_EQ(seats.at("05 second"), 63);
  EXPECT_EQ(seats.at("08 business"), 5);
  EXPECT_EQ(seats.at("08 second"), 40);
}

TEST(built_in_formations, agree_with_the_published_coaches) {
  auto const file = test::shared_data() / "cn-rolling-stock" / "compositions.csv";
  if (!std::filesystem::exists(file)) {
    GTEST_SKIP() << "no cn-rolling-stock: set CHEPIAO_SHARED_DATA to the folder that holds it";
  }
  auto const catalog = formation_catalog::built_in();
  auto lines = std::ifstream{file};
  auto line = std::string{};
  std::getline(lines, line);
  auto compared = 0;
  while (std::getline(lines, line)) {
    auto cells = std::vector<std::string>{};
    auto cell = std::string{};
    for (auto in = std::istringstream{line}; std::getline(in, cell, ',');) {
      cells.push_back(cell);
    }
    auto const seats = built(catalog, cells[0]).seats;
    auto const coach = (cells[1].size() == 1 ? "0" : "") + cells[1] + " ";
    EXPECT_EQ(seats.at(coach + cells[3]), std::stoi(cells[4])) << line;
    compared += 1;
    if (!cells[5].empty()) {
      EXPECT_EQ(seats.at(coach + cells[5]), std::stoi(cells[6])) << line;
    }
  }
  EXPECT_EQ(compared, 24);
}

TEST(built_in_formations, number_berths_as_they_are_painted) {
  auto const catalog = formation_catalog::built_in();
  auto const train = built(catalog, "25G");
  EXPECT_EQ(train.seats.at("01 hard_seat"), 118);
  EXPECT_EQ(train.seats.at("10 hard_sleeper"), 66);
  EXPECT_EQ(train.seats.at("09 soft_sleeper"), 36);
  EXPECT_TRUE(train.labels.contains("10/22M"));
  EXPECT_FALSE(train.labels.contains("10/23L"));
  EXPECT_TRUE(train.labels.contains("09/36U"));
  EXPECT_TRUE(train.labels.contains("09/35L"));
}

TEST(built_in_formations, put_hard_seat_windows_at_0_4_5_and_9) {
  auto const f = formation_catalog::built_in().build("25B", [](std::string_view code) {
    return place_class_id{static_cast<std::uint8_t>(code == "hard_seat" ? 0 : 1)};
  });
  for (auto const& s : f.classes[0].seats) {
    auto const last = s.label.back();
    auto const is_window = s.position == seat_position::window;
    EXPECT_EQ(is_window, last == '0' || last == '4' || last == '5' || last == '9') << s.label;
  }
}

TEST(formation_rules, choose_by_kind_and_number) {
  auto const catalog = formation_catalog::built_in();
  EXPECT_EQ(catalog.choose("G", "G1"), "CR400AF-A");
  EXPECT_EQ(catalog.choose("G", "G1234"), "CR400AF");
  EXPECT_EQ(catalog.choose("D", "D901"), "CRH2E");
  EXPECT_EQ(catalog.choose("D", "D9012"), "CRH2A");
  EXPECT_EQ(catalog.choose("P", "6245"), "25B");
  EXPECT_EQ(catalog.choose("ICE 1", "ICE 1"), "standard");
}

TEST(formation_rules, of_an_extending_file_come_first) {
  auto const catalog = formation_catalog::parse(R"(
extends = "built-in"
[[coach]]
type = "ZE"
blocks = [{ class = "second", letters = "AB-CD", rows = 2 }]
[[formation]]
name = "tiny"
coaches = ["ZE"]
numbers = ["21"]
[[rule]]
number = "G1#"
formation = "tiny"
)",
                                                "x.toml");
  EXPECT_EQ(catalog.choose("G", "G12"), "tiny");
  EXPECT_EQ(catalog.choose("G", "G22"), "CR400AF-A");
  EXPECT_EQ(built(catalog, "tiny").seats, (std::map<std::string, int>{{"21 second", 8}}));
}

TEST(coach_drawing, tells_windows_aisles_and_middles) {
  auto const f = one_coach(R"({ class = "c", letters = "ABC-DF", rows = 2, missing = ["1B"] })");
  auto seen = std::string{};
  for (auto const& s : f.classes[0].seats) {
    seen += s.label + "WMA"[std::to_underlying(s.position)] + std::to_string(s.column) + " ";
  }
  EXPECT_EQ(seen, "1AW0 1CA2 1DA3 1FW4 2AW0 2BM1 2CA2 2DA3 2FW4 ");
}

TEST(coach_drawing, stacks_berths_from_below) {
  auto const f = one_coach(R"({ class = "c", berths = "LU", compartments = 1 })");
  auto seen = std::string{};
  for (auto const& s : f.classes[0].seats) {
    seen += s.label + (s.position == seat_position::lower_berth ? "- " : "+ ");
  }
  EXPECT_EQ(seen, "1L- 1U+ 2L- 2U+ ");
}

TEST(formation_files, are_refused_with_line_and_reason) {
  EXPECT_THAT(wrong("default = "), HasSubstr("x.toml, line 1"));
  EXPECT_THAT(wrong("default = \"f\""), HasSubstr("names no formation"));
  EXPECT_THAT(wrong(with_block(R"({ class = "d", letters = "A", rows = 1 })")),
              HasSubstr("line 9"));
  EXPECT_THAT(wrong(with_block(R"({ class = "c", letters = "AA", rows = 1 })")),
              HasSubstr("twice"));
  EXPECT_THAT(wrong(with_block(R"({ class = "c", letters = "A-", rows = 1 })")),
              HasSubstr("aisle"));
  EXPECT_THAT(wrong(with_block(R"({ class = "c", letters = "AB", rows = 0 })")), HasSubstr("rows"));
  EXPECT_THAT(wrong(with_block(R"({ class = "c", letters = "AB", rows = 1, missing = ["9A"] })")),
              HasSubstr("missing seat"));
  EXPECT_THAT(
      wrong(with_block(
          R"({ class = "c", letters = "A", rows = 1 }, { class = "c", letters = "A", rows = 1 })")),
      HasSubstr("1A comes twice"));
  EXPECT_THAT(wrong(with_block(R"({ class = "c", berths = "LX", compartments = 1 })")),
              HasSubstr("L, M and U"));
  EXPECT_THAT(wrong(with_block("")), HasSubstr("no seats"));
  EXPECT_THAT(wrong(std::string{kClass} + "[[formation]]\nname = \"f\"\ncoaches = [\"t\"]"),
              HasSubstr("t is not defined"));
  EXPECT_EQ(wrong(with_block(R"({ class = "c", letters = "A", rows = 1 })")), "accepted");
}

TEST(formation_files, are_read_from_disk) {
  auto const folder = test::temporary_folder{};
  test::write_file(folder.path() / "f.toml",
                   with_block(R"({ class = "c", letters = "A", rows = 1 })"));
  EXPECT_TRUE(formation_catalog::load(folder.path() / "f.toml").has("f"));
  EXPECT_TRUE(formation_catalog::load(std::nullopt).has("CR400AF"));
}

TEST(fits_pattern, knows_stars_marks_and_digits) {
  EXPECT_TRUE(fits_pattern("", "anything"));
  EXPECT_TRUE(fits_pattern("*", ""));
  EXPECT_TRUE(fits_pattern("G*1*", "G2013"));
  EXPECT_FALSE(fits_pattern("G*9", "G2013"));
  EXPECT_TRUE(fits_pattern("D9##", "D901"));
  EXPECT_FALSE(fits_pattern("D9##", "D9A1"));
  EXPECT_FALSE(fits_pattern("D9##", "D9012"));
  EXPECT_TRUE(fits_pattern("?#", "K9"));
  EXPECT_TRUE(fits_pattern("*a*b", "aab"));
  EXPECT_FALSE(fits_pattern("*a*b", "ba"));
}

}  // namespace
}  // namespace chepiao
