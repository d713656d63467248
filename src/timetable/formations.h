#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "timetable/timetable.h"

namespace chepiao {

// Coach types, formations and which service gets which: the format of docs/timetable-format.md.
// The built-in one knows Chinese trains, a coach (bus) and a plain train for any other feed.
class formation_catalog {
 public:
  // One class of places in a coach type, with the seats as the coach's drawing has them.
  struct block {
    std::string place_class;  // code
    std::vector<seat> seats;  // in order of row, column; `coach` is 0
  };
  struct coach_type {
    std::vector<block> blocks;
  };
  struct numbered_coach {
    std::string number;
    std::string type;
  };
  struct rule {
    std::string kind;    // '*' any text, '?' any character, '#' a digit; empty: any
    std::string number;  // likewise
    std::string formation;
  };

  static formation_catalog built_in();
  // `name` is what errors call the text. Throws unusable_feed "bad_formations" that says where and
  // what.
  static formation_catalog parse(std::string_view toml, std::string const& name);
  // The file, or the built-in one when there is none. Throws unusable_feed.
  static formation_catalog load(std::optional<std::filesystem::path> const&);

  // What the first matching rule says; never empty.
  std::string const& choose(std::string_view kind, std::string_view number) const;
  bool has(std::string_view name) const;

  // All classes, in the order of the file.
  std::vector<place_class> const& classes() const { return classes_; }

  // Codes of the classes that the formation has places of, in the order of classes(). Requires
  // has(name).
  std::vector<std::string> classes_of(std::string_view name) const;

  // Requires has(name). `class_id` turns a class code into its id.
  formation build(std::string_view name,
                  std::function<place_class_id(std::string_view code)> const& class_id) const;

 private:
  friend class formation_reader;

  std::vector<place_class> classes_;
  std::map<std::string, coach_type, std::less<>> types_;
  std::map<std::string, std::vector<numbered_coach>, std::less<>> formations_;
  std::vector<rule> rules_;
  std::string default_;
};

}  // namespace chepiao
