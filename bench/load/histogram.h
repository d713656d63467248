#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/load/nanos.h"

namespace chepiao::load {

// Counts of durations in buckets that grow with the value: 64 to each power of two, so that a
// percentile is off by less than 1.6 %. Beyond 18 minutes all is one bucket.
class histogram {
 public:
  void add(nanos);
  void add(histogram const&);

  std::uint64_t count() const { return count_; }
  nanos max() const { return max_; }
  double mean() const;
  // The smallest value that at least this share of the durations does not exceed; 0 when empty.
  nanos percentile(double share) const;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  double sum_ = 0;
  nanos max_ = 0;
};

}  // namespace chepiao::load
