#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace chepiao {

constexpr auto kFindingsListedMax = std::size_t{1000};

// One thing in the journal that must not be.
struct audit_finding {
  std::uint64_t seq = 0;   // of the row
  std::size_t record = 0;  // within the row, from 0
  std::string code;        // stable: "seat_sold_twice" ...
  std::string detail;      // for people
};

// Where the audit stands, and what it found so far.
class findings {
 public:
  void at(std::uint64_t seq, std::size_t record) {
    seq_ = seq;
    record_ = record;
  }
  void add(std::string code, std::string detail);
  // Adds unless it holds.
  void demand(bool holds, char const* code, std::string const& detail);

  std::uint64_t total() const { return total_; }
  std::vector<audit_finding> take() { return std::move(listed_); }

 private:
  std::uint64_t seq_ = 0;
  std::size_t record_ = 0;
  std::uint64_t total_ = 0;
  std::vector<audit_finding> listed_;
};

}  // namespace chepiao
