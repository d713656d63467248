#pragma once

#include <string>
#include <string_view>

#include "timetable/formations.h"

namespace chepiao {

// Reads the format of docs/timetable-format.md, formations. Every method throws unusable_feed
// "bad_formations".
class formation_reader {
 public:
  // `name` is what errors call the text.
  explicit formation_reader(std::string name) : name_{std::move(name)} {}

  formation_catalog read(std::string_view toml);

 private:
  struct entry;  // one table of the file
  [[noreturn]] void fail(entry const&, std::string const& what) const;
  std::string required_text(entry const&, std::string_view key) const;
  void read_class(entry const&);
  void read_coach(entry const&);
  formation_catalog::block read_block(entry const&) const;
  void read_formation(entry const&);
  void read_rule(entry const&);
  std::vector<std::string> texts(entry const&, std::string_view key) const;

  std::string name_;
  formation_catalog made_;
};

}  // namespace chepiao
