#include "timetable/cn_stations.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "timetable/byte_source.h"
#include "timetable/csv.h"
#include "timetable/utf8.h"

namespace chepiao {
namespace {

constexpr auto kListBytesMax = std::size_t{16} << 20U;

std::string whole_text(std::filesystem::path const& file) {
  auto source = file_source{file};
  auto out = std::string{};
  auto buffer = std::array<char, 64 * 1024>{};
  while (auto const size = source.read(buffer)) {
    out.append(buffer.data(), size);
    if (out.size() > kListBytesMax) {
      throw unusable_feed{"station_list_too_large",
                          file.filename().string() + " is larger than 16 MiB"};
    }
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  auto out = std::vector<std::string_view>{};
  while (true) {
    auto const at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(at + 1);
  }
}

// Codes stand in addresses and in other systems' files.
bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 16 && std::ranges::all_of(text, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// Real codes have three letters.
std::string made_code(std::string const& name) {
  auto const digest = sha256_of(std::as_bytes(std::span{name}));
  return "x_" + to_hex(std::span{digest}.first(5));
}

}  // namespace

void cn_stations::add(std::string_view record, std::string const& file, import_report& report) {
  auto const fields = split(record, '|');
  auto const reject = [&](std::string reason) {
    report.reject({file, report.rows_read[file], std::move(reason), repaired_utf8(record)});
  };
  if (fields.size() < 6 || fields[1].empty() || !is_code(fields[2]) || !is_utf8(record)) {
    return reject("bad_station_record");
  }
  auto made = station{};
  made.name = fields[1];
  made.code = fields[2];
  made.pinyin = fields[3];
  made.initials = fields[4];
  made.city = fields.size() >= 8 ? fields[7] : std::string_view{};
  if (by_name_.contains(made.name) || name_of_code_.contains(made.code)) {
    return reject("duplicate_station");
  }
  name_of_code_.emplace(made.code, made.name);
  by_name_.emplace(made.name, std::move(made));
}

void cn_stations::read_list(std::filesystem::path const& path, import_report& report) {
  auto const text = whole_text(path);
  auto const file = path.filename().string();
  auto list = std::string_view{text};
  list.remove_prefix(std::min(list.find('@'), list.size()));
  list = list.substr(0, list.find_first_of("'\"\r\n;"));
  if (list.empty()) {
    throw unusable_feed{"not_a_station_list", file + " holds no record that begins with '@'"};
  }
  for (auto const record : split(list.substr(1), '@')) {
    ++report.rows_read[file];
    add(record, file, report);
  }
}

void cn_stations::read_codes(std::filesystem::path const& path, import_report& report) {
  auto const text = whole_text(path);
  auto const file = path.filename().string();
  for (auto line : split(text, '\n')) {
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.empty()) {
      continue;
    }
    ++report.rows_read[file];
    auto const fields = split(line, '\t');
    if (fields.size() != 2 || !is_code(fields[1]) || !is_utf8(line)) {
      report.reject({file, report.rows_read[file], "bad_station_record", repaired_utf8(line)});
      continue;
    }
    if (by_name_.contains(fields[0]) || name_of_code_.contains(fields[1])) {
      continue;
    }
    auto made = station{};
    made.name = fields[0];
    made.code = fields[1];
    name_of_code_.emplace(made.code, made.name);
    by_name_.emplace(made.name, std::move(made));
  }
}

void cn_stations::read_cities(std::filesystem::path const& path, import_report& report) {
  auto source = file_source{path};
  auto rows = csv_reader{source, path.filename().string()};
  for (auto row = rows.next(); row != csv_row::end; row = rows.next()) {
    if (row == csv_row::malformed || rows[0].empty() || rows[1].empty()) {
      report.reject({rows.name(), rows.line(), "malformed_row", rows.problem()});
      continue;
    }
    cities_.emplace(rows[0], rows[1]);
  }
  report.rows_read[rows.name()] = rows.rows();
}

station cn_stations::named(std::string const& name) const {
  auto out = station{};
  if (auto const at = by_name_.find(name); at != by_name_.end()) {
    out = at->second;
  } else {
    out.name = name;
    out.code = made_code(name);
    out.code_assumed = true;
  }
  if (auto const at = cities_.find(name); at != cities_.end() && out.city.empty()) {
    out.city = at->second;
  }
  return out;
}

}  // namespace chepiao
