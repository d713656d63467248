#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "timetable/csv.h"
#include "timetable/feed_source.h"
#include "timetable/import_report.h"

namespace chepiao {

// One table of a GTFS feed. Counts its rows in the report; rows that cannot be read at all are
// rejected there and never seen by the caller.
class gtfs_table {
 public:
  // All three must outlive the table.
  gtfs_table(byte_source&, std::string name, import_report&, csv_limits);

  bool next();

  // Throws unusable_feed "missing_column".
  std::size_t required(std::string_view column) const;
  std::optional<std::size_t> optional(std::string_view column) const {
    return rows_.column(column);
  }

  // A field of the current row, trimmed; valid until `next`.
  std::string_view operator[](std::size_t column) const { return rows_[column]; }
  std::string_view operator[](std::optional<std::size_t> column) const { return rows_[column]; }

  std::uint32_t line() const { return static_cast<std::uint32_t>(rows_.line()); }
  // The current row is left out, or kept after a repair.
  void reject(std::string_view reason, std::string detail);
  void repair(std::string_view reason, std::string detail);
  // Likewise for a row that was read before.
  void reject_line(std::uint32_t line, std::string_view reason, std::string detail);
  void repair_line(std::uint32_t line, std::string_view reason, std::string detail);

 private:
  csv_reader rows_;
  import_report& report_;
  std::uint64_t& rows_read_;
};

// The tables of one feed, read one after the other, with progress by bytes.
class gtfs_input {
 public:
  // Longer ids are nobody's; they would only fill the memory.
  static constexpr std::size_t kIdMax = 200;

  gtfs_input(std::unique_ptr<feed_source>, import_report&, import_progress const&);
  ~gtfs_input();

  bool has(std::string_view name) const { return feed_->has(name); }

  // Reads a table to its end or until `use` returns. Throws unusable_feed "missing_file".
  template <typename Use>
  void read(std::string const& name, std::uint64_t rows_max, Use&& use) {
    auto const source = open(name);
    auto table = gtfs_table{*source, name, report_, {.rows = rows_max}};
    use(table);
  }

  // Counts the rows of all tables that were not read.
  void count_the_rest();

 private:
  class watched_source;
  std::unique_ptr<byte_source> open(std::string const& name);
  void tell(std::string const& name, std::size_t bytes);

  std::unique_ptr<feed_source> feed_;
  import_report& report_;
  import_progress const& progress_;
  std::set<std::string, std::less<>> opened_;
  std::uint64_t bytes_total_ = 0;
  std::uint64_t bytes_done_ = 0;
  int percent_told_ = -1;
};

}  // namespace chepiao
