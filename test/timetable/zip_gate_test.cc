#include "timetable/zip_gate.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"
#include "test/timetable/zip_maker.h"
#include "timetable/feed_source.h"
#include "timetable/import_report.h"

namespace chepiao {
namespace {

using test::deflated;
using test::make_zip;
using test::zip_ending;
using test::zip_part;

class zip_gate : public testing::Test {
 protected:
  std::filesystem::path write(std::string_view bytes) {
    auto const path = folder_.path() / "feed.zip";
    std::ofstream{path, std::ios::binary} << bytes;
    return path;
  }

  // Opens the archive and reads all its tables: the refusal's code, or "" when all is well.
  std::string judge(std::string_view bytes) {
    try {
      auto const feed = open_feed(write(bytes));
      read_all(*feed);
    } catch (unusable_feed const& refusal) {
      EXPECT_FALSE(std::string_view{refusal.what()}.empty());
      return refusal.code();
    }
    return "";
  }
  std::string judge(std::vector<zip_part> const& parts, zip_ending const& ending = {}) {
    return judge(make_zip(parts, ending));
  }

  static std::uint64_t read_all(feed_source& feed) {
    auto buffer = std::vector<char>(64 * 1024);
    auto bytes = std::uint64_t{0};
    for (auto const& file : feed.files()) {
      auto const source = feed.open(file.name);
      while (auto const got = source->read(buffer)) {
        bytes += got;
      }
    }
    return bytes;
  }

  test::temporary_folder folder_;
};

std::string const kStops = "stop_id\nA\n";

TEST_F(zip_gate, honest_archives_pass) {
  auto const parts = std::vector<zip_part>{{.name = "stops.txt", .content = kStops},
                                           {.name = "agency.txt", .content = "x", .deflate = false},
                                           {.name = "empty.txt", .deflate = false}};
  EXPECT_EQ(judge(parts), "");
  auto const feed = open_feed(write(make_zip(parts)));
  ASSERT_EQ(feed->files().size(), 3U);
  EXPECT_EQ(feed->files()[2].name, "stops.txt");
  EXPECT_EQ(feed->files()[2].bytes, kStops.size());
  EXPECT_TRUE(feed->has("agency.txt"));
  EXPECT_FALSE(feed->has("trips.txt"));
  EXPECT_EQ(read_all(*feed), kStops.size() + 1);
}

TEST_F(zip_gate, comments_trailing_bytes_and_honest_zip64_pass) {
  auto const parts = std::vector<zip_part>{{.name = "stops.txt", .content = kStops}};
  EXPECT_EQ(judge(parts, {.comment = "made by hand"}), "");
  EXPECT_EQ(judge(parts, {.trailing = std::string(100, '\0')}), "");
  EXPECT_EQ(judge(parts, {.zip64 = true}), "");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .zip64 = true}}), "");
}

TEST_F(zip_gate, sizes_may_follow_the_data) {
  // A streaming writer leaves zeros in the local header and sets the descriptor's flag.
  auto bytes = make_zip({{.name = "stops.txt", .content = kStops, .flags = 0x0008}});
  for (auto i = 14U; i < 26U; ++i) {
    bytes[i] = '\0';
  }
  EXPECT_EQ(judge(bytes), "");
}

TEST_F(zip_gate, one_folder_at_the_top_is_looked_into) {
  EXPECT_EQ(judge({{.name = "feed/", .deflate = false},
                   {.name = "feed/stops.txt", .content = kStops},
                   {.name = "__MACOSX/feed/._stops.txt", .content = "junk"}}),
            "");
  EXPECT_EQ(judge({{.name = "a/stops.txt", .content = kStops},
                   {.name = "b/trips.txt", .content = kStops}}),
            "feed_layout");
  EXPECT_EQ(judge({{.name = "readme.md", .content = kStops}}), "feed_layout");
}

TEST_F(zip_gate, what_is_not_a_zip_is_named_so) {
  EXPECT_EQ(judge(""), "not_a_zip");
  EXPECT_EQ(judge("stop_id,stop_name\nA,B\nthis is a table and not an archive\n"), "not_a_zip");
  EXPECT_EQ(judge(make_zip({})), "zip_empty");
  EXPECT_EQ(judge(make_zip({}).substr(0, 10)), "not_a_zip");
}

TEST_F(zip_gate, every_cut_is_noticed) {
  auto const whole = make_zip({{.name = "stops.txt", .content = kStops},
                               {.name = "trips.txt", .content = std::string(500, 'x')}});
  for (auto size = std::size_t{0}; size < whole.size(); ++size) {
    auto const code = judge(whole.substr(0, size));
    EXPECT_TRUE(code == "not_a_zip" || code == "zip_truncated") << size << ' ' << code;
  }
}

TEST_F(zip_gate, bombs_are_refused_before_they_are_inflated) {
  auto const zeros = std::uint64_t{100} << 20U;
  auto const bomb = test::deflated_zeros(zeros);
  EXPECT_EQ(judge({{.name = "stops.txt", .packed = bomb, .bytes = zeros}}), "zip_ratio");
  EXPECT_EQ(judge({{.name = "stops.txt",
                    .packed = std::string(4'000'000, 'x'),
                    .bytes = std::uint64_t{600} << 20U}}),
            "zip_file_too_large");
  auto many = std::vector<zip_part>{};
  for (auto i = 0; i < 5; ++i) {
    many.push_back({.name = fmt::format("{}.txt", i),
                    .packed = std::string(3'000'000, 'x'),
                    .bytes = std::uint64_t{500} << 20U});
  }
  EXPECT_EQ(judge(many), "zip_total_too_large");
}

TEST_F(zip_gate, a_bomb_that_lies_about_its_size_is_stopped_at_the_lie) {
  auto const zeros = std::uint64_t{100} << 20U;
  auto const bomb = test::deflated_zeros(zeros);
  EXPECT_EQ(judge({{.name = "stops.txt", .packed = bomb, .bytes = 1'000}}), "zip_size_lie");
}

TEST_F(zip_gate, lies_about_sizes_and_checksums_are_found_while_inflating) {
  auto const text = std::string(1'000, 'a') + "b";
  EXPECT_EQ(judge({{.name = "stops.txt", .content = text, .bytes = 1'000}}), "zip_size_lie");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = text, .bytes = 1'002}}), "zip_size_lie");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = text, .crc = 7U}}), "zip_crc");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = text, .packed = std::string(50, '\xFF')}}),
            "zip_damaged");
}

TEST_F(zip_gate, local_headers_that_tell_another_story_are_refused) {
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .local_name = "trips.txt"}}),
            "zip_inconsistent");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .local_bytes = 5}}),
            "zip_inconsistent");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .deflate = false, .bytes = 5}}),
            "zip_inconsistent");
}

TEST_F(zip_gate, files_that_share_bytes_are_refused) {
  auto const kernel = deflated(std::string(50'000, 'a'));
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops},
                   {.name = "stops.txt", .content = kStops, .offset = 0}}),
            "zip_duplicate_name");
  // Two directory entries over one kernel: the second local header lies within the first file's
  // data.
  auto const inner = make_zip({{.name = "b.txt", .content = kStops}});
  auto const outer = std::vector<zip_part>{{.name = "a.txt", .content = inner, .deflate = false},
                                           {.name = "b.txt", .content = kStops, .offset = 30 + 5}};
  EXPECT_EQ(judge(outer), "zip_overlap");
  EXPECT_EQ(judge({{.name = "a.txt", .packed = kernel, .compressed_bytes = 1'000'000}}),
            "zip_overlap");
}

TEST_F(zip_gate, names_that_could_leave_the_folder_are_refused) {
  using namespace std::string_literals;
  for (auto const& name :
       {"../stops.txt"s, "a/../../stops.txt"s, "/etc/passwd.txt"s, "..\\stops.txt"s, "C:stops.txt"s,
        "C:/stops.txt"s, "a//b.txt"s, "./stops.txt"s, "stops\0.txt"s, "st\nops.txt"s, ""s, ".."s,
        "\xFF.txt"s, std::string(300, 'a') + ".txt"}) {
    EXPECT_EQ(judge({{.name = name, .content = kStops}}), "zip_unsafe_name") << name;
  }
}

TEST_F(zip_gate, the_same_name_twice_is_refused_in_any_case) {
  EXPECT_EQ(
      judge({{.name = "stops.txt", .content = kStops}, {.name = "STOPS.txt", .content = kStops}}),
      "zip_duplicate_name");
  EXPECT_EQ(judge({{.name = "a", .content = kStops}, {.name = "a/", .deflate = false}}),
            "zip_duplicate_name");
}

TEST_F(zip_gate, links_and_devices_are_refused) {
  EXPECT_EQ(judge({{.name = "stops.txt", .content = "/etc/passwd", .unix_mode = S_IFLNK | 0777U}}),
            "zip_symlink");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = "", .unix_mode = S_IFCHR | 0666U}}),
            "zip_special_file");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .unix_mode = S_IFREG | 0644U}}), "");
}

TEST_F(zip_gate, encrypted_nested_and_unknown_packings_are_refused) {
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .flags = 0x0001}}), "zip_encrypted");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .method = 99}}), "zip_encrypted");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .method = 14}}), "zip_method");
  EXPECT_EQ(judge({{.name = "feed.ZIP", .content = kStops}}), "zip_nested");
  auto const inner = make_zip({{.name = "stops.txt", .content = kStops}});
  EXPECT_EQ(judge({{.name = "stops.txt", .content = inner}}), "zip_nested");
}

TEST_F(zip_gate, too_many_files_are_refused) {
  auto many = std::vector<zip_part>{};
  for (auto i = 0; i < 201; ++i) {
    many.push_back({.name = fmt::format("{}.txt", i), .content = "x"});
  }
  EXPECT_EQ(judge(many), "zip_too_many_entries");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops}}, {.entries = 60'000}),
            "zip_too_many_entries");
}

TEST_F(zip_gate, directories_that_lie_are_refused) {
  auto const parts = std::vector<zip_part>{{.name = "stops.txt", .content = kStops}};
  EXPECT_EQ(judge(parts, {.entries = 2}), "zip_inconsistent");
  EXPECT_EQ(judge(parts, {.entries = 0}), "zip_inconsistent");
  EXPECT_EQ(judge(parts, {.directory_bytes = 10}), "zip_inconsistent");
  EXPECT_EQ(judge(parts, {.directory_offset = 3}), "zip_inconsistent");
  EXPECT_EQ(judge(parts, {.directory_offset = 0xFFFF'FF00U}), "zip_inconsistent");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .offset = 3}}), "zip_inconsistent");
}

TEST_F(zip_gate, zip64_lies_are_refused) {
  auto const parts = std::vector<zip_part>{{.name = "stops.txt", .content = kStops}};
  EXPECT_EQ(judge(parts, {.entries = 0xFFFF}), "zip64_lie");
  EXPECT_EQ(judge(parts, {.directory_bytes = 7, .zip64 = true}), "zip_inconsistent");
  EXPECT_EQ(judge(parts, {.zip64 = true, .zip64_entries = ~std::uint64_t{0}}),
            "zip_too_many_entries");
  EXPECT_EQ(judge(parts, {.zip64 = true, .zip64_at = ~std::uint64_t{0}}), "zip64_lie");
  EXPECT_EQ(judge(parts, {.zip64 = true, .zip64_at = 0}), "zip64_lie");
  EXPECT_EQ(judge({{.name = "stops.txt", .content = kStops, .zip64_without_field = true}}),
            "zip64_lie");
  EXPECT_EQ(
      judge({{.name = "stops.txt", .content = kStops, .bytes = ~std::uint64_t{0}, .zip64 = true}}),
      "zip_file_too_large");
  EXPECT_EQ(judge({{.name = "stops.txt",
                    .content = kStops,
                    .compressed_bytes = ~std::uint64_t{0},
                    .zip64 = true}}),
            "zip_overlap");
}

TEST_F(zip_gate, any_damage_is_refused_or_harmless) {
  auto const whole = make_zip({{.name = "stops.txt", .content = kStops},
                               {.name = "trips.txt", .content = "trip_id\n1\n", .zip64 = true}},
                              {.zip64 = true});
  auto chance = std::mt19937{20261121};
  auto refused = 0;
  for (auto round = 0; round < 2'000; ++round) {
    auto bytes = whole;
    for (auto flips = 1 + chance() % 4; flips > 0; --flips) {
      bytes[chance() % bytes.size()] = static_cast<char>(chance());
    }
    refused += judge(bytes).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 1'000);
}

TEST_F(zip_gate, random_bytes_are_refused) {
  auto chance = std::mt19937{20261121};
  for (auto round = 0; round < 200; ++round) {
    auto bytes = std::string(chance() % 2'000, '\0');
    for (auto& byte : bytes) {
      byte = static_cast<char>(chance());
    }
    EXPECT_FALSE(judge(bytes).empty());
  }
}

class folder_feed : public zip_gate {
 protected:
  std::string judge_folder(zip_limits const& limits = {}) {
    try {
      read_all(*open_feed(folder_.path(), limits));
    } catch (unusable_feed const& refusal) {
      return refusal.code();
    }
    return "";
  }
  void put(std::string const& name, std::string_view text) {
    std::ofstream{folder_.path() / name} << text;
  }
};

TEST_F(folder_feed, its_tables_are_read) {
  put("stops.txt", kStops);
  put("notes.md", "x");
  EXPECT_EQ(judge_folder(), "");
  EXPECT_EQ(open_feed(folder_.path())->files().size(), 1U);
}

TEST_F(folder_feed, links_may_stay_and_not_leave) {
  put("stops.txt", kStops);
  std::filesystem::create_symlink("stops.txt", folder_.path() / "stays.txt");
  EXPECT_EQ(judge_folder(), "");
  std::filesystem::create_symlink("/etc/passwd", folder_.path() / "trips.txt");
  EXPECT_EQ(judge_folder(), "folder_symlink");
}

TEST_F(folder_feed, dangling_links_pipes_and_absent_paths_are_refused_without_waiting) {
  std::filesystem::create_symlink("nowhere.txt", folder_.path() / "trips.txt");
  EXPECT_EQ(judge_folder(), "folder_symlink");
  auto const pipe = folder_.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  auto const code_of = [](std::filesystem::path const& path) {
    try {
      open_feed(path);
    } catch (unusable_feed const& refusal) {
      return refusal.code();
    }
    return std::string{};
  };
  EXPECT_EQ(code_of(pipe), "not_a_feed");
  EXPECT_EQ(code_of(folder_.path() / "absent"), "not_found");
}

TEST_F(folder_feed, sizes_are_capped) {
  put("stops.txt", kStops);
  put("trips.txt", kStops);
  EXPECT_EQ(judge_folder({.entries = 1}), "folder_too_many_files");
  EXPECT_EQ(judge_folder({.file_bytes = 5}), "folder_file_too_large");
  EXPECT_EQ(judge_folder({.total_bytes = 15}), "folder_total_too_large");
}

}  // namespace
}  // namespace chepiao
