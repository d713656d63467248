#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"
#include "test/timetable/zip_maker.h"
#include "timetable/import.h"

namespace chepiao {
namespace {

using test::zip_part;
using std::string_view_literals::operator""sv;

std::vector<zip_part> const kFiles = {
    {.name = "agency.txt", .content = "agency_id,agency_name,agency_timezone\n1,N,Europe/Berlin\n"},
    {.name = "routes.txt", .content = "route_id,route_short_name,route_type\nR,IC,2\n"},
    {.name = "stops.txt",
     .content = "stop_id,stop_name,stop_lat,stop_lon,parent_station\n"
                "A,Ahausen,52.0,10.0,\nB,Bedorf,52.5,10.0,S\nS,\"Bedorf, Hbf\",52.5,10.0,\n"},
    {.name = "calendar.txt",
     .content = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,"
                "end_date\nd,1,1,1,1,1,1,1,20260101,20591231\n"},
    {.name = "calendar_dates.txt",
     .content = "service_id,date,exception_type\nd,20261224,2\nd,20261225,2\n"},
    {.name = "trips.txt", .content = "route_id,service_id,trip_id\nR,d,1\nR,d,22\nR,d,333\n"},
    {.name = "stop_times.txt",
     .content = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"
                "1,8:00:00,8:00:00,A,1,0\n1,,,S,2,50\n1,9:00:00,9:00:00,B,3,60\n"
                "22,23:00:00,23:00:00,B,1,0\n22,0:30:00,0:30:00,A,2,60\n"
                "333,8:00:00,8:00:00,A,1,\n333,110:00:00,110:00:00,B,2,\n"},
    {.name = "frequencies.txt",
     .content = "trip_id,start_time,end_time,headway_secs\n333,06:00:00,07:00:00,1800\n"}};

// The refusal's code, or "" for success. Whatever else is thrown fails the test.
std::string import_code(std::filesystem::path const& path, std::string_view bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
  try {
    auto options = import_options{};
    options.today = *parse_service_day("2026-11-22");
    import_gtfs(path, nullptr, options, {});
  } catch (unusable_feed const& refused) {
    EXPECT_FALSE(refused.code().empty());
    return refused.code();
  }
  return "";
}

void mutate(std::string& bytes, std::mt19937& chance, std::string_view alphabet) {
  for (auto changes = 1 + chance() % 4; changes > 0 && !bytes.empty(); --changes) {
    auto const at = chance() % bytes.size();
    switch (chance() % 3) {
      case 0:
        bytes[at] = alphabet[chance() % alphabet.size()];
        break;
      case 1:
        bytes.erase(at, 1 + chance() % 8);
        break;
      default:
        bytes.insert(at, 1 + chance() % 3, alphabet[chance() % alphabet.size()]);
    }
  }
}

TEST(gtfs_fuzz, the_feed_itself_is_good) {
  auto const folder = test::temporary_folder{};
  EXPECT_EQ(import_code(folder.path() / "feed.zip", test::make_zip(kFiles)), "");
}

TEST(gtfs_fuzz, damaged_archives_are_imported_or_refused) {
  auto const folder = test::temporary_folder{};
  auto const whole = test::make_zip(kFiles);
  auto alphabet = std::string{};
  for (auto byte = 0; byte < 256; ++byte) {
    alphabet += static_cast<char>(byte);
  }
  auto chance = std::mt19937{20261122};
  auto refused = 0;
  for (auto round = 0; round < 1'000; ++round) {
    auto bytes = whole;
    mutate(bytes, chance, alphabet);
    refused += import_code(folder.path() / "feed.zip", bytes).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 500);
}

TEST(gtfs_fuzz, damaged_tables_are_imported_or_refused) {
  auto const folder = test::temporary_folder{};
  auto const alphabet = "0123456789,,,;\"\"\n\r\t -:.ABRS\xC3\xFF\0"sv;
  auto chance = std::mt19937{20261123};
  auto imported_feeds = 0;
  for (auto round = 0; round < 1'000; ++round) {
    auto files = kFiles;
    for (auto& file : files) {
      file.deflate = false;
      if (chance() % 6 == 0) {
        mutate(file.content, chance, alphabet);
      }
    }
    imported_feeds +=
        import_code(folder.path() / "feed.zip", test::make_zip(files)).empty() ? 1 : 0;
  }
  EXPECT_GT(imported_feeds, 200);
}

}  // namespace
}  // namespace chepiao
