#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load/histogram.h"
#include "bench/load/http_reply.h"
#include "bench/load/nanos.h"
#include "bench/load/scenario.h"

namespace chepiao::load {

// The replies to one operation.
struct operation_tally {
  histogram succeeded;                     // 2xx
  histogram refused;                       // anything else
  std::map<int, std::uint64_t> by_status;  // 0: no reply, the connection broke or timed out
  std::map<std::string, std::uint64_t, std::less<>> by_code;  // of problem details
  std::uint64_t replayed = 0;
};

// What happened in one second of the run.
struct second_tally {
  std::uint64_t succeeded = 0;
  std::uint64_t refused = 0;
  histogram latency;  // of those that succeeded
};

// What one thread saw between the end of the warm-up and the end of the run.
class tally {
 public:
  tally(nanos start, nanos end) : start_{start}, end_{end} {}

  // `since` is when it was sent; the first step of an open loop: when it should have been.
  void reply(operation, http_reply const&, nanos since, nanos at);
  void no_reply(operation, nanos at);
  void whole(scenario, nanos since, nanos at);                  // every step of it succeeded
  void dropped(nanos at) { dropped_ += counts(at) ? 1U : 0U; }  // the backlog was full
  void add(tally const&);

  double seconds() const {
    return static_cast<double>(end_ - start_) / static_cast<double>(kSecond);
  }
  operation_tally const& of(operation o) const { return operations_[index(o)]; }
  histogram const& of(scenario s) const { return scenarios_[static_cast<std::size_t>(s)]; }
  std::vector<second_tally> const& timeline(operation o) const { return timelines_[index(o)]; }
  std::uint64_t dropped() const { return dropped_; }

 private:
  static std::size_t index(operation o) { return static_cast<std::size_t>(o); }
  bool counts(nanos at) const { return at >= start_ && at < end_; }
  second_tally& second_of(operation, nanos at);

  nanos start_;
  nanos end_;
  std::array<operation_tally, kOperations> operations_;
  std::array<histogram, kScenarios> scenarios_;
  std::array<std::vector<second_tally>, kOperations> timelines_;
  std::uint64_t dropped_ = 0;
};

}  // namespace chepiao::load
