#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "timetable/byte_source.h"

namespace chepiao {

struct csv_limits {
  std::size_t row_bytes =
      64 * 1024;  // as they stand in the file, padding and quoted newlines included
  std::size_t fields = 512;
  std::uint64_t rows = 20'000'000;
};

enum class csv_row : std::uint8_t {
  good,
  malformed,  // a wrong number of fields or a quote that is never closed; `problem` says which
  end,
};

// Reads a table with a header line row by row; holds one row and one buffer, whatever the file's
// size. Survives: byte order mark, CRLF, no newline at the end, quotes (with separators, doubled
// quotes and newlines inside), blank padding around every field, blank lines, trailing separators,
// bytes that are not UTF-8 (replaced by U+FFFD). The separator (',' ';' or tab) is the one that the
// header has most of. Throws unusable_feed: csv_encoding (UTF-16), csv_row_too_long,
// csv_too_many_fields, csv_too_many_rows.
class csv_reader {
 public:
  // `name` is the file's, for messages. The source must outlive the reader. Reads the header.
  csv_reader(byte_source&, std::string name, csv_limits = {});

  std::vector<std::string> const& header() const { return header_; }  // empty: an empty file
  std::optional<std::size_t> column(std::string_view name) const;

  // Moves to the next row that is not blank.
  csv_row next();

  // A field of the current row, trimmed; valid until `next`. Nothing there, no such column: empty.
  // After `malformed` only the fields that were found.
  std::string_view operator[](std::size_t column) const;
  std::string_view operator[](std::optional<std::size_t> column) const;

  std::string const& name() const { return name_; }
  std::uint64_t line() const { return row_line_; }  // where the current row begins, from 1
  std::uint64_t rows() const { return rows_; }      // data rows so far, malformed ones included
  std::string const& problem() const { return problem_; }
  bool text_was_repaired() const { return text_was_repaired_; }  // the current row was not UTF-8

 private:
  bool fill();
  bool parse_row();
  void parse_rest();
  void end_field();
  void skip_byte_order_mark();
  void detect_separator();
  bool fields_are_utf8() const;
  void make_fields();
  void judge_row();
  void take_plain_text();
  void spend_row_bytes(std::size_t);

  byte_source& source_;
  std::string name_;
  csv_limits limits_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;    // next byte in the buffer
  std::size_t size_ = 0;  // bytes in the buffer
  char separator_ = ',';
  std::vector<std::string> header_;

  std::string row_;                      // the row's text without quotes, separators and padding
  std::vector<std::size_t> field_ends_;  // in row_
  std::vector<std::string_view> fields_;
  std::size_t row_bytes_ = 0;
  bool quote_is_open_ = false;
  bool text_was_repaired_ = false;
  std::uint64_t line_ = 1;  // of the next byte
  std::uint64_t row_line_ = 0;
  std::uint64_t rows_ = 0;
  std::string problem_;
};

}  // namespace chepiao
