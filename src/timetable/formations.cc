#include "timetable/formations.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "timetable/builtin_formations.toml.h"
#include "timetable/byte_source.h"
#include "timetable/formation_reader.h"
#include "timetable/import_report.h"
#include "timetable/name_pattern.h"

namespace chepiao {
namespace {

constexpr auto kFileBytesMax = std::size_t{1} << 20U;

std::string whole_text(std::filesystem::path const& file) {
  auto source = file_source{file};
  auto out = std::string{};
  auto buffer = std::array<char, 16 * 1024>{};
  while (auto const size = source.read(buffer)) {
    out.append(buffer.data(), size);
    if (out.size() > kFileBytesMax) {
      throw unusable_feed{"bad_formations", file.filename().string() + ": larger than 1 MiB"};
    }
  }
  return out;
}

}  // namespace

formation_catalog formation_catalog::built_in() {
  return formation_reader{"the built-in formations"}.read(kBuiltinFormations);
}

formation_catalog formation_catalog::parse(std::string_view toml, std::string const& name) {
  return formation_reader{name}.read(toml);
}

formation_catalog formation_catalog::load(std::optional<std::filesystem::path> const& file) {
  if (!file) {
    return built_in();
  }
  return parse(whole_text(*file), file->filename().string());
}

std::string const& formation_catalog::choose(std::string_view kind, std::string_view number) const {
  for (auto const& r : rules_) {
    if (fits_pattern(r.kind, kind) && fits_pattern(r.number, number)) {
      return r.formation;
    }
  }
  return default_;
}

bool formation_catalog::has(std::string_view name) const {
  return formations_.contains(name);
}

std::vector<std::string> formation_catalog::classes_of(std::string_view name) const {
  auto const at = formations_.find(name);
  CHECK(at != formations_.end());
  auto out = std::vector<std::string>{};
  for (auto const& c : classes_) {
    auto const has_places = [&](numbered_coach const& coach) {
      auto const& blocks = types_.find(coach.type)->second.blocks;
      return std::ranges::find(blocks, c.code, &block::place_class) != blocks.end();
    };
    if (std::ranges::any_of(at->second, has_places)) {
      out.push_back(c.code);
    }
  }
  return out;
}

formation formation_catalog::build(
    std::string_view name,
    std::function<place_class_id(std::string_view code)> const& class_id) const {
  auto const at = formations_.find(name);
  CHECK(at != formations_.end());
  auto out = formation{};
  out.name = name;
  auto by_class = std::map<place_class_id, std::vector<seat>>{};
  for (auto i = std::size_t{0}; i < at->second.size(); ++i) {
    auto const& coach = at->second[i];
    out.coaches.push_back({coach.number, coach.type});
    for (auto const& b : types_.find(coach.type)->second.blocks) {
      auto& seats = by_class[class_id(b.place_class)];
      for (auto s : b.seats) {
        s.coach = static_cast<std::uint8_t>(i);
        seats.push_back(std::move(s));
      }
    }
  }
  for (auto& [id, seats] : by_class) {
    std::ranges::stable_sort(seats, {},
                             [](seat const& s) { return std::tuple{s.coach, s.row, s.column}; });
    out.classes.push_back({id, std::move(seats)});
  }
  return out;
}

}  // namespace chepiao
