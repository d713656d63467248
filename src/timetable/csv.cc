#include "timetable/csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "timetable/import_report.h"
#include "timetable/utf8.h"

namespace chepiao {
namespace {

constexpr std::size_t kBufferSize = 256 * 1024;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\0';
}

bool has_high_bytes(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

}  // namespace

csv_reader::csv_reader(byte_source& source, std::string name, csv_limits limits)
    : source_{source}, name_{std::move(name)}, limits_{limits}, buffer_(kBufferSize) {
  while (size_ < buffer_.size()) {
    auto const got = source_.read(std::span{buffer_}.subspan(size_));
    if (got == 0) {
      break;
    }
    size_ += got;
  }
  skip_byte_order_mark();
  detect_separator();
  while (header_.empty() && parse_row()) {
    auto const blank = std::ranges::all_of(fields_, [](auto f) { return f.empty(); });
    if (!blank) {
      header_.assign(fields_.begin(), fields_.end());
    }
  }
  fields_.clear();
}

std::optional<std::size_t> csv_reader::column(std::string_view name) const {
  auto const found = std::ranges::find(header_, name);
  return found == header_.end() ? std::nullopt
                                : std::optional{static_cast<std::size_t>(found - header_.begin())};
}

csv_row csv_reader::next() {
  do {
    if (!parse_row()) {
      fields_.clear();
      return csv_row::end;
    }
  } while (fields_.size() == 1 && fields_.front().empty());
  if (++rows_ > limits_.rows) {
    throw unusable_feed{"csv_too_many_rows",
                        fmt::format("{} has more than {} rows", name_, limits_.rows)};
  }
  judge_row();
  return problem_.empty() ? csv_row::good : csv_row::malformed;
}

std::string_view csv_reader::operator[](std::size_t column) const {
  return column < fields_.size() ? fields_[column] : std::string_view{};
}

std::string_view csv_reader::operator[](std::optional<std::size_t> column) const {
  return column ? (*this)[*column] : std::string_view{};
}

bool csv_reader::fill() {
  at_ = 0;
  size_ = source_.read(buffer_);
  return size_ > 0;
}

void csv_reader::skip_byte_order_mark() {
  auto const start = std::string_view{buffer_.data(), std::min<std::size_t>(size_, 3)};
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) {
    throw unusable_feed{"csv_encoding", fmt::format("{} is UTF-16; UTF-8 is needed", name_)};
  }
  if (start == "\xEF\xBB\xBF") {
    at_ = 3;
  }
}

void csv_reader::detect_separator() {
  auto counts = std::array{std::pair{',', 0}, std::pair{';', 0}, std::pair{'\t', 0}};
  auto quoted = false;
  auto seen_text = false;
  for (auto i = at_; i < size_ && (buffer_[i] != '\n' || quoted || !seen_text); ++i) {
    seen_text = seen_text || (!is_blank(buffer_[i]) && buffer_[i] != '\n');
    quoted = quoted != (buffer_[i] == '"');
    for (auto& [separator, count] : counts) {
      count += !quoted && buffer_[i] == separator ? 1 : 0;
    }
  }
  separator_ = std::ranges::max_element(counts, {}, [](auto c) { return c.second; })->first;
}

void csv_reader::spend_row_bytes(std::size_t bytes) {
  row_bytes_ += bytes;
  if (row_bytes_ > limits_.row_bytes) {
    throw unusable_feed{"csv_row_too_long",
                        fmt::format("{}: the row at line {} is longer than {} bytes", name_,
                                    row_line_, limits_.row_bytes)};
  }
}

// False at the end of the file. A row's last newline is eaten and not part of it.
bool csv_reader::parse_row() {
  row_.clear();
  field_ends_.clear();
  row_line_ = line_;
  row_bytes_ = 0;
  quote_is_open_ = false;
  if (at_ == size_ && !fill()) {
    return false;
  }
  parse_rest();
  end_field();
  make_fields();
  return true;
}

void csv_reader::parse_rest() {
  enum class where : std::uint8_t { before, plain, quoted, after_quote };
  auto state = where::before;
  for (; at_ < size_ || fill(); ++at_) {
    auto const c = buffer_[at_];
    if (c == '\n') {
      ++line_;
    }
    if (state == where::quoted) {
      spend_row_bytes(1);
      if (c == '"') {
        state = where::after_quote;
      } else {
        row_ += c;
      }
      continue;
    }
    if (c == '\n') {
      ++at_;
      return;
    }
    spend_row_bytes(1);
    if (c == separator_) {
      end_field();
      state = where::before;
    } else if (c == '"' && state != where::plain) {
      // A second quote directly after the closing one stands for a quote.
      if (state == where::after_quote) {
        row_ += c;
      }
      state = where::quoted;
    } else if (state == where::before && is_blank(c)) {
      continue;
    } else if (state == where::after_quote) {
      row_ += c;
    } else {
      take_plain_text();
      state = where::plain;
    }
  }
  quote_is_open_ = state == where::quoted;
}

// From the current byte, already paid for, to the last one before a separator, a newline or the
// buffer's end.
void csv_reader::take_plain_text() {
  auto const begin = at_;
  while (at_ + 1 < size_ && buffer_[at_ + 1] != separator_ && buffer_[at_ + 1] != '\n') {
    ++at_;
  }
  row_.append(buffer_.data() + begin, at_ + 1 - begin);
  spend_row_bytes(at_ - begin);
}

void csv_reader::end_field() {
  auto const begin = field_ends_.empty() ? std::size_t{0} : field_ends_.back();
  while (row_.size() > begin && is_blank(row_.back())) {
    row_.pop_back();
  }
  if (field_ends_.size() == limits_.fields) {
    throw unusable_feed{"csv_too_many_fields",
                        fmt::format("{}: the row at line {} has more than {} fields", name_,
                                    row_line_, limits_.fields)};
  }
  field_ends_.push_back(row_.size());
}

// Each by itself: what a separator parted may be whole again where two fields meet.
bool csv_reader::fields_are_utf8() const {
  auto begin = std::size_t{0};
  return std::ranges::all_of(field_ends_, [&](std::size_t end) {
    auto const field = std::string_view{row_}.substr(begin, end - begin);
    begin = end;
    return is_utf8(field);
  });
}

void csv_reader::make_fields() {
  text_was_repaired_ = has_high_bytes(row_) && !fields_are_utf8();
  if (text_was_repaired_) {
    auto fixed = std::string{};
    auto begin = std::size_t{0};
    for (auto& end : field_ends_) {
      fixed += repaired_utf8(std::string_view{row_}.substr(begin, end - begin));
      begin = std::exchange(end, fixed.size());
    }
    row_ = std::move(fixed);
  }
  fields_.clear();
  auto begin = std::size_t{0};
  for (auto const end : field_ends_) {
    auto field = std::string_view{row_}.substr(begin, end - begin);
    while (!field.empty() && is_blank(field.front())) {
      field.remove_prefix(1);
    }
    fields_.push_back(field);
    begin = end;
  }
}

void csv_reader::judge_row() {
  problem_.clear();
  while (fields_.size() > header_.size() && fields_.back().empty()) {
    fields_.pop_back();
  }
  if (quote_is_open_) {
    problem_ = "a quote is never closed";
  } else if (fields_.size() != header_.size()) {
    problem_ = fmt::format("{} fields where the header has {}", fields_.size(), header_.size());
  }
}

}  // namespace chepiao
