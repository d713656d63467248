#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace chepiao {

// What an import read, kept and refused. Every rejected or repaired row is counted under a stable
// reason code ("orphan_stop", "time_missing_mid_run" ...); the first `kListedMax` are listed with
// file and line.
struct import_report {
  static constexpr std::size_t kListedMax = 10'000;

  struct finding {
    std::string file;
    std::uint64_t line = 0;  // from 1, of the file; 0: the file as a whole
    std::string reason;      // stable code
    std::string detail;      // for people; no more than 200 characters
  };

  std::uint64_t services = 0;                      // train numbers (trips of a GTFS feed) accepted
  std::uint64_t runs = 0;                          // physical runs they make: what has seats
  std::uint64_t stops = 0;                         // stations (rows of stops.txt)
  std::uint64_t stop_times = 0;                    // calls accepted
  std::uint64_t departures = 0;                    // runs x days in the presale window from today
  std::uint64_t rejected = 0;                      // rows left out
  std::uint64_t repaired = 0;                      // rows kept after a repair
  std::map<std::string, std::uint64_t> rows_read;  // by file: data rows
  std::map<std::string, std::uint64_t> reasons;    // rejected and repaired rows by reason
  std::vector<finding> findings;
  bool formations_assumed = false;
  bool fares_assumed = false;

  void reject(finding);
  void repair(finding);
};

// Called now and then with 0..100 and what is being done; may be empty.
using import_progress = std::function<void(int percent, std::string const& what)>;

// The feed cannot be used at all, or is hostile. Nothing was changed.
class unusable_feed : public std::runtime_error {
 public:
  unusable_feed(std::string code, std::string const& what)
      : std::runtime_error{what}, code_{std::move(code)} {}
  std::string const& code() const {
    return code_;
  }  // stable: "not_a_zip", "zip_ratio", "nothing_usable" ...

 private:
  std::string code_;
};

}  // namespace chepiao
