#include "timetable/csv.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "test/fuzz/fuzz.h"
#include "timetable/import_report.h"
#include "timetable/utf8.h"

// Tables: the rows do not depend on how the bytes arrive, and whatever the bytes are, fields are
// UTF-8.

namespace chepiao::fuzz {
namespace {

// Hands out so many bytes at a time.
class drops final : public byte_source {
 public:
  drops(std::string_view text, std::size_t size) : left_{text}, size_{size} {}
  std::size_t read(std::span<char> into) override {
    auto const taken = std::min({size_, into.size(), left_.size()});
    std::ranges::copy(left_.substr(0, taken), into.begin());
    left_.remove_prefix(taken);
    return taken;
  }

 private:
  std::string_view left_;
  std::size_t size_;
};

struct seen_table {
  std::vector<std::vector<std::string>> rows;
  std::string refused;
  friend bool operator==(seen_table const&, seen_table const&) = default;
};

constexpr auto kLimits = csv_limits{.row_bytes = 256, .fields = 8, .rows = 64};

seen_table read_all(byte_source& source) {
  auto out = seen_table{};
  try {
    auto reader = csv_reader{source, "table.csv", kLimits};
    out.rows.push_back(reader.header());
    for (auto row = reader.next(); row != csv_row::end; row = reader.next()) {
      auto& fields = out.rows.emplace_back();
      fields.push_back(row == csv_row::good ? "good" : reader.problem());
      for (auto i = std::size_t{0}; i < kLimits.fields; ++i) {
        CHECK(is_utf8(reader[i]));
        fields.emplace_back(reader[i]);
      }
    }
  } catch (unusable_feed const& e) {
    out.refused = e.code();
  }
  CHECK(out.rows.size() <= kLimits.rows + 1);
  return out;
}

}  // namespace

void try_input(std::string_view input) {
  auto at_once = text_source{input};
  auto const whole = read_all(at_once);
  for (auto const size : {std::size_t{1}, std::size_t{7}}) {
    auto source = drops{input, size};
    CHECK(read_all(source) == whole);
  }
}

}  // namespace chepiao::fuzz
