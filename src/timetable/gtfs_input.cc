#include "timetable/gtfs_input.h"

#include <utility>

namespace chepiao {
namespace {

// Building the timetable takes what is left.
constexpr std::uint64_t kPercentOfReading = 90;

}  // namespace

gtfs_table::gtfs_table(byte_source& source,
                       std::string name,
                       import_report& report,
                       csv_limits limits)
    : rows_{source, std::move(name), limits},
      report_{report},
      rows_read_{report.rows_read[rows_.name()]} {}

bool gtfs_table::next() {
  while (true) {
    auto const row = rows_.next();
    if (row == csv_row::end) {
      return false;
    }
    ++rows_read_;
    if (row == csv_row::malformed) {
      reject("malformed_row", rows_.problem());
      continue;
    }
    if (rows_.text_was_repaired()) {
      repair("not_utf8", "bytes that are not UTF-8 were replaced");
    }
    return true;
  }
}

std::size_t gtfs_table::required(std::string_view column) const {
  auto const found = rows_.column(column);
  if (!found) {
    throw unusable_feed{"missing_column", rows_.name() + " has no column " + std::string{column}};
  }
  return *found;
}

void gtfs_table::reject(std::string_view reason, std::string detail) {
  reject_line(line(), reason, std::move(detail));
}

void gtfs_table::repair(std::string_view reason, std::string detail) {
  repair_line(line(), reason, std::move(detail));
}

void gtfs_table::reject_line(std::uint32_t line, std::string_view reason, std::string detail) {
  report_.reject({rows_.name(), line, std::string{reason}, std::move(detail)});
}

void gtfs_table::repair_line(std::uint32_t line, std::string_view reason, std::string detail) {
  report_.repair({rows_.name(), line, std::string{reason}, std::move(detail)});
}

class gtfs_input::watched_source final : public byte_source {
 public:
  watched_source(std::unique_ptr<byte_source> source, std::string name, gtfs_input& input)
      : source_{std::move(source)}, name_{std::move(name)}, input_{input} {}

  std::size_t read(std::span<char> buffer) override {
    auto const got = source_->read(buffer);
    input_.tell(name_, got);
    return got;
  }

 private:
  std::unique_ptr<byte_source> source_;
  std::string name_;
  gtfs_input& input_;
};

gtfs_input::gtfs_input(std::unique_ptr<feed_source> feed,
                       import_report& report,
                       import_progress const& progress)
    : feed_{std::move(feed)}, report_{report}, progress_{progress} {
  for (auto const& file : feed_->files()) {
    bytes_total_ += file.bytes;
  }
}

gtfs_input::~gtfs_input() = default;

std::unique_ptr<byte_source> gtfs_input::open(std::string const& name) {
  if (!has(name)) {
    throw unusable_feed{"missing_file", "the feed has no " + name};
  }
  opened_.insert(name);
  return std::make_unique<watched_source>(feed_->open(name), name, *this);
}

void gtfs_input::tell(std::string const& name, std::size_t bytes) {
  bytes_done_ += bytes;
  if (!progress_ || bytes_total_ == 0) {
    return;
  }
  auto const percent = static_cast<int>(bytes_done_ * kPercentOfReading / bytes_total_);
  if (percent != percent_told_) {
    percent_told_ = percent;
    progress_(percent, name);
  }
}

void gtfs_input::count_the_rest() {
  for (auto const& file : feed_->files()) {
    if (opened_.contains(file.name)) {
      continue;
    }
    auto const source = open(file.name);
    auto& rows_read = report_.rows_read[file.name];
    try {
      auto rows = csv_reader{*source, file.name};
      while (rows.next() != csv_row::end) {
        ++rows_read;
      }
    } catch (unusable_feed const& refusal) {
      // A table that nobody needs may be no table at all; an archive that lies is another matter.
      if (!refusal.code().starts_with("csv_")) {
        throw;
      }
      report_.reject({file.name, 0, refusal.code(), refusal.what()});
    }
  }
}

}  // namespace chepiao
