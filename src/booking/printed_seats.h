#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/bytes.h"

namespace chepiao {

// Seat names as printed, each kept once: a ticket holds a number instead of two strings. Numbers
// are given in the order of first use, so that the same history gives the same numbers. There are
// as many as the formations ever sold have different seat names.
class printed_seats {
 public:
  struct names {
    std::string coach;  // "05"
    std::string label;  // "12F"
  };

  std::uint32_t number_of(std::string const& coach, std::string const& label);
  names const& operator[](std::uint32_t number) const { return names_[number]; }
  std::size_t size() const { return names_.size(); }

  void save(byte_writer&) const;
  void load(byte_reader&);  // throws corrupt_bytes

 private:
  std::vector<names> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // by coach, a zero byte, label
};

}  // namespace chepiao
