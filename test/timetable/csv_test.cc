#include "timetable/csv.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "timetable/import_report.h"
#include "timetable/utf8.h"

namespace chepiao {
namespace {

using rows = std::vector<std::vector<std::string>>;

// Hands out one byte at a time, so that every boundary between two reads is met.
class drop_source final : public byte_source {
 public:
  explicit drop_source(std::string_view text) : text_{text} {}
  std::size_t read(std::span<char> buffer) override { return text_.read(buffer.first(1)); }

 private:
  text_source text_;
};

rows read_all(std::string_view text) {
  auto source = drop_source{text};
  auto reader = csv_reader{source, "t.txt"};
  auto all = rows{reader.header()};
  while (reader.next() != csv_row::end) {
    auto& row = all.emplace_back();
    for (auto i = std::size_t{0}; i < reader.header().size(); ++i) {
      row.emplace_back(reader[i]);
    }
  }
  return all;
}

std::string refusal_of(std::string_view text, csv_limits limits = {}) {
  try {
    auto source = text_source{text};
    auto reader = csv_reader{source, "t.txt", limits};
    while (reader.next() != csv_row::end) {
    }
  } catch (unusable_feed const& e) {
    return e.code();
  }
  return "";
}

TEST(csv, plain_rows_are_read_by_header_name) {
  auto source = text_source{"b,a\n1,2\n"};
  auto reader = csv_reader{source, "t.txt"};
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_EQ(reader[reader.column("a")], "2");
  EXPECT_EQ(reader[reader.column("b")], "1");
  EXPECT_EQ(reader[reader.column("c")], "");
  EXPECT_EQ(reader.next(), csv_row::end);
  EXPECT_EQ(reader.rows(), 1U);
}

TEST(csv, byte_order_mark_crlf_and_a_missing_last_newline_are_survived) {
  EXPECT_EQ(read_all("\xEF\xBB\xBF"
                     "a,b\r\n1,2\r\n3,4"),
            (rows{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
}

TEST(csv, quotes_hold_commas_quotes_and_newlines) {
  EXPECT_EQ(read_all("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n"), (rows{{"a", "b"}, {"x, \"y\"", "1\n2"}}));
}

TEST(csv, a_quote_inside_a_plain_field_is_a_character) {
  EXPECT_EQ(read_all("a,b\n5\" pipe,2\n"), (rows{{"a", "b"}, {"5\" pipe", "2"}}));
}

TEST(csv, padding_is_trimmed_around_fields_and_kept_inside) {
  EXPECT_EQ(read_all("a ,\" b \"  \n  1 x ,  \" 2 \"   \r\n"), (rows{{"a", "b"}, {"1 x", "2"}}));
}

TEST(csv, separators_are_detected_from_the_header) {
  EXPECT_EQ(read_all("a;b\n1,5;2\n"), (rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(read_all("a\tb\n1, 5\t\n"), (rows{{"a", "b"}, {"1, 5", ""}}));
  EXPECT_EQ(read_all("\"a;x;y\",b\n1,2\n"), (rows{{"a;x;y", "b"}, {"1", "2"}}));
}

TEST(csv, blank_lines_are_skipped_and_line_numbers_stay_exact) {
  auto source = text_source{"\na,b\n\n1,\"x\ny\"\n   \r\n3,4\n"};
  auto reader = csv_reader{source, "t.txt"};
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_EQ(reader.line(), 4U);
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_EQ(reader[0], "3");
  EXPECT_EQ(reader.line(), 7U);
  EXPECT_EQ(reader.next(), csv_row::end);
}

TEST(csv, a_wrong_number_of_fields_is_malformed_and_the_next_row_is_good) {
  auto source = text_source{"a,b\n1\n1,2,3\n1,2,,\n4,5\n"};
  auto reader = csv_reader{source, "t.txt"};
  EXPECT_EQ(reader.next(), csv_row::malformed);
  EXPECT_EQ(reader.line(), 2U);
  EXPECT_EQ(reader.problem(), "1 fields where the header has 2");
  EXPECT_EQ(reader.next(), csv_row::malformed);
  EXPECT_EQ(reader.next(), csv_row::good);  // blank surplus loses nothing
  EXPECT_EQ(reader.next(), csv_row::good);
  EXPECT_EQ(reader[1], "5");
  EXPECT_EQ(reader.rows(), 4U);
}

TEST(csv, an_open_quote_is_malformed) {
  auto source = text_source{"a,b\n1,\"2\n"};
  auto reader = csv_reader{source, "t.txt"};
  EXPECT_EQ(reader.next(), csv_row::malformed);
  EXPECT_EQ(reader.problem(), "a quote is never closed");
}

TEST(csv, an_empty_file_has_no_header) {
  EXPECT_EQ(read_all(""), (rows{{}}));
  EXPECT_EQ(read_all("\r\n  \n"), (rows{{}}));
}

TEST(csv, bytes_that_are_not_utf8_are_replaced) {
  auto source = text_source{"a,b\nZ\xFCrich,2\nZürich,2\n"};
  auto reader = csv_reader{source, "t.txt"};
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_TRUE(reader.text_was_repaired());
  EXPECT_EQ(reader[0], "Z\uFFFDrich");
  EXPECT_EQ(reader[1], "2");
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_FALSE(reader.text_was_repaired());
}

// The two halves of a character are whole again only where the fields touch.
TEST(csv, a_character_that_a_separator_parts_is_two_broken_ones) {
  auto source = text_source{"a,b\n\xE5\x8C,\x97\n"};
  auto reader = csv_reader{source, "t.txt"};
  ASSERT_EQ(reader.next(), csv_row::good);
  EXPECT_TRUE(reader.text_was_repaired());
  EXPECT_TRUE(is_utf8(reader[0]));
  EXPECT_TRUE(is_utf8(reader[1]));
}

TEST(csv, utf8_is_judged_strictly) {
  EXPECT_TRUE(is_utf8("北京南 \xF0\x9F\x9A\x84"));
  for (auto const* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF",
                          "\x80", "\xE5\x8C"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_TRUE(is_utf8(repaired_utf8(bad)));
  }
}

TEST(csv, what_is_too_large_is_refused) {
  EXPECT_EQ(refusal_of("a,b\n1,\"" + std::string(70'000, '\n') + "\"\n"), "csv_row_too_long");
  EXPECT_EQ(refusal_of("a,b\n" + std::string(70'000, ' ') + "\n"), "csv_row_too_long");
  EXPECT_EQ(refusal_of(std::string(70'000, 'a')), "csv_row_too_long");
  EXPECT_EQ(refusal_of("a,b\n" + std::string(600, ',') + "\n"), "csv_too_many_fields");
  EXPECT_EQ(refusal_of("a\n1\n2\n3\n", {.rows = 2}), "csv_too_many_rows");
  EXPECT_EQ(refusal_of("\xFF\xFE"
                       "a\0"),
            "csv_encoding");
}

TEST(csv, a_padded_file_of_many_buffers_keeps_its_rows_and_lines) {
  auto text = std::string{"a,b"} + std::string(1'000, ' ') + "\r\n";
  for (auto i = 0; i < 2'000; ++i) {
    text += std::to_string(i) + ",x" + std::string(1'000, ' ') + "\r\n";
  }
  auto source = text_source{text};
  auto reader = csv_reader{source, "t.txt"};
  for (auto i = 0U; i < 2'000; ++i) {
    ASSERT_EQ(reader.next(), csv_row::good);
    ASSERT_EQ(reader[0], std::to_string(i));
    ASSERT_EQ(reader[1], "x");
    ASSERT_EQ(reader.line(), i + 2);
  }
  EXPECT_EQ(reader.next(), csv_row::end);
}

TEST(csv, any_bytes_are_read_or_refused) {
  auto chance = std::mt19937{20261121};
  auto const alphabet = std::string_view{"ab,;\t\"\"\n\r \0\xEF\xBB\xBF\xFF", 15};
  for (auto round = 0; round < 2'000; ++round) {
    auto text = std::string{};
    for (auto size = chance() % 200; size > 0; --size) {
      text += alphabet[chance() % alphabet.size()];
    }
    auto const code = refusal_of(text, {.row_bytes = 64, .fields = 8});
    EXPECT_TRUE(code.empty() || code.starts_with("csv_")) << code;
  }
}

}  // namespace
}  // namespace chepiao
