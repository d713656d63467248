#include "timetable/formation_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "timetable/coach_drawing.h"
#include "timetable/import_report.h"

namespace chepiao {
namespace {

constexpr auto kCoachesMax = std::size_t{99};
constexpr auto kSeatsMax = std::size_t{60'000};  // of one class: a seat index has 16 bits
constexpr auto kSeatsInCoachMax = std::size_t{400};

template <typename Enum>
Enum one_of(toml::table const& table,
            std::string_view key,
            std::initializer_list<std::pair<std::string_view, Enum>> choices) {
  auto const wanted = table[key].value_or(choices.begin()->first);
  for (auto const& [name, value] : choices) {
    if (name == wanted) {
      return value;
    }
  }
  throw std::invalid_argument{fmt::format("{} = \"{}\" is not known", key, wanted)};
}

int whole_number(toml::table const& table, std::string_view key, int otherwise) {
  auto const value = table[key].value_or(std::int64_t{otherwise});
  if (value < 0 || value > 1'000) {
    throw std::invalid_argument{fmt::format("{} is out of range", key)};
  }
  return static_cast<int>(value);
}

}  // namespace

struct formation_reader::entry {
  toml::table const& table;
  std::string_view what;  // "coach"
};

void formation_reader::fail(entry const& e, std::string const& what) const {
  throw unusable_feed{"bad_formations", fmt::format("{}, line {}, {}: {}", name_,
                                                    e.table.source().begin.line, e.what, what)};
}

std::string formation_reader::required_text(entry const& e, std::string_view key) const {
  auto text = e.table[key].value_or(std::string{});
  if (text.empty()) {
    fail(e, fmt::format("{} is missing", key));
  }
  return text;
}

std::vector<std::string> formation_reader::texts(entry const& e, std::string_view key) const {
  auto out = std::vector<std::string>{};
  if (auto const* const list = e.table[key].as_array()) {
    for (auto const& item : *list) {
      auto const text = item.value<std::string>();
      if (!text) {
        fail(e, fmt::format("{} is a list of texts", key));
      }
      out.push_back(*text);
    }
  }
  return out;
}

void formation_reader::read_class(entry const& e) {
  auto made = place_class{required_text(e, "code"), required_text(e, "zh"), required_text(e, "en")};
  auto const at = std::ranges::find(made_.classes_, made.code, &place_class::code);
  if (at == made_.classes_.end()) {
    made_.classes_.push_back(std::move(made));
  } else {
    *at = std::move(made);
  }
}

formation_catalog::block formation_reader::read_block(entry const& e) const {
  auto out = formation_catalog::block{required_text(e, "class"), {}};
  if (std::ranges::find(made_.classes_, out.place_class, &place_class::code) ==
      made_.classes_.end()) {
    fail(e, "class " + out.place_class + " is not defined");
  }
  try {
    if (e.table.contains("berths")) {
      using numbers = berth_bays::numbers;
      out.seats =
          drawn(berth_bays{required_text(e, "berths"), whole_number(e.table, "sides", 2),
                           whole_number(e.table, "compartments", 0),
                           one_of<numbers>(e.table, "numbering",
                                           {{"side", numbers::side}, {"berth", numbers::berth}})});
    } else {
      using labels = seat_rows::labels;
      out.seats = drawn(
          seat_rows{required_text(e, "letters"), whole_number(e.table, "first_row", 1),
                    whole_number(e.table, "rows", 0), texts(e, "missing"),
                    one_of<labels>(e.table, "labels",
                                   {{"letter", labels::letter}, {"number", labels::number}})});
    }
  } catch (std::invalid_argument const& wrong) {
    fail(e, wrong.what());
  }
  return out;
}

void formation_reader::read_coach(entry const& e) {
  auto const type = required_text(e, "type");
  auto const* const blocks = e.table["blocks"].as_array();
  if (blocks == nullptr) {
    fail(e, "blocks is missing");
  }
  auto made = formation_catalog::coach_type{};
  auto labels = std::set<std::string>{};
  for (auto const& item : *blocks) {
    auto const* const table = item.as_table();
    if (table == nullptr) {
      fail(e, "blocks is a list of tables");
    }
    made.blocks.push_back(read_block({*table, "block of coach " + type}));
    for (auto const& s : made.blocks.back().seats) {
      if (!labels.insert(s.label).second) {
        fail(e, fmt::format("{}: seat {} comes twice", type, s.label));
      }
    }
  }
  if (labels.size() > kSeatsInCoachMax) {
    fail(e, type + ": more than 400 seats");
  }
  made_.types_.insert_or_assign(type, std::move(made));
}

void formation_reader::read_formation(entry const& e) {
  auto const name = required_text(e, "name");
  auto const types = texts(e, "coaches");
  auto const numbers = texts(e, "numbers");
  if (types.empty() || types.size() > kCoachesMax) {
    fail(e, name + ": 1 to 99 coaches");
  }
  if (!numbers.empty() && numbers.size() != types.size()) {
    fail(e, name + ": as many numbers as coaches");
  }
  auto made = std::vector<formation_catalog::numbered_coach>{};
  auto seats = std::map<std::string, std::size_t>{};
  for (auto i = std::size_t{0}; i < types.size(); ++i) {
    auto const type = made_.types_.find(types[i]);
    if (type == made_.types_.end()) {
      fail(e, fmt::format("{}: coach type {} is not defined", name, types[i]));
    }
    for (auto const& b : type->second.blocks) {
      seats[b.place_class] += b.seats.size();
    }
    made.push_back({numbers.empty() ? fmt::format("{:02}", i + 1) : numbers[i], types[i]});
  }
  if (seats.empty()) {
    fail(e, name + ": no seats");
  }
  for (auto const& [code, count] : seats) {
    if (count > kSeatsMax) {
      fail(e, fmt::format("{}: more than {} seats of class {}", name, kSeatsMax, code));
    }
  }
  made_.formations_.insert_or_assign(name, std::move(made));
}

void formation_reader::read_rule(entry const& e) {
  made_.rules_.push_back({e.table["kind"].value_or(std::string{}),
                          e.table["number"].value_or(std::string{}),
                          required_text(e, "formation")});
  if (!made_.has(made_.rules_.back().formation)) {
    fail(e, "formation " + made_.rules_.back().formation + " is not defined");
  }
}

formation_catalog formation_reader::read(std::string_view text) {
  auto file = toml::table{};
  try {
    file = toml::parse(text);
  } catch (toml::parse_error const& wrong) {
    throw unusable_feed{
        "bad_formations",
        fmt::format("{}, line {}: {}", name_, wrong.source().begin.line, wrong.description())};
  }
  auto const whole = entry{file, "file"};
  auto inherited = std::vector<formation_catalog::rule>{};
  if (auto const base = file["extends"].value<std::string>()) {
    if (*base != "built-in") {
      fail(whole, "extends knows only \"built-in\"");
    }
    made_ = formation_catalog::built_in();
    inherited = std::exchange(made_.rules_, {});
  }
  auto const each = [&](std::string_view key, void (formation_reader::*read_one)(entry const&)) {
    if (auto const* const list = file[key].as_array()) {
      for (auto const& item : *list) {
        if (auto const* const table = item.as_table()) {
          (this->*read_one)({*table, key});
        }
      }
    }
  };
  each("class", &formation_reader::read_class);
  each("coach", &formation_reader::read_coach);
  each("formation", &formation_reader::read_formation);
  each("rule", &formation_reader::read_rule);
  made_.rules_.insert(made_.rules_.end(), inherited.begin(), inherited.end());
  made_.default_ = file["default"].value_or(made_.default_);
  if (!made_.has(made_.default_)) {
    fail(whole, "default names no formation");
  }
  return std::move(made_);
}

}  // namespace chepiao
