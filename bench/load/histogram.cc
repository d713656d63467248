#include "bench/load/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace chepiao::load {
namespace {

constexpr auto kExactBits = 7U;  // values below 128 have buckets of their own
constexpr auto kSubBits = 6U;
constexpr auto kValueBits = 40U;
constexpr auto kExact = std::size_t{1} << kExactBits;
constexpr auto kSub = std::size_t{1} << kSubBits;
constexpr auto kBuckets = kExact + (kValueBits - kExactBits) * kSub;

std::size_t bucket_of(std::uint64_t value) {
  if (value < kExact) {
    return static_cast<std::size_t>(value);
  }
  auto const top = static_cast<unsigned>(std::bit_width(value)) - 1;
  auto const sub = static_cast<std::size_t>(value >> (top - kSubBits)) & (kSub - 1);
  return std::min(kBuckets - 1, kExact + (top - kExactBits) * kSub + sub);
}

std::uint64_t last_value_of(std::size_t bucket) {
  if (bucket < kExact) {
    return bucket;
  }
  auto const top = kExactBits + static_cast<unsigned>((bucket - kExact) / kSub);
  auto const sub = (bucket - kExact) % kSub;
  return ((kSub + sub + 1) << (top - kSubBits)) - 1;
}

}  // namespace

void histogram::add(nanos value) {
  auto const positive = std::max<nanos>(value, 0);
  if (buckets_.empty()) {
    buckets_.resize(kBuckets);
  }
  ++buckets_[bucket_of(static_cast<std::uint64_t>(positive))];
  ++count_;
  sum_ += static_cast<double>(positive);
  max_ = std::max(max_, positive);
}

void histogram::add(histogram const& other) {
  if (other.count_ == 0) {
    return;
  }
  buckets_.resize(kBuckets);
  std::ranges::transform(buckets_, other.buckets_, buckets_.begin(), std::plus{});
  count_ += other.count_;
  sum_ += other.sum_;
  max_ = std::max(max_, other.max_);
}

double histogram::mean() const {
  return count_ == 0 ? 0 : sum_ / static_cast<double>(count_);
}

nanos histogram::percentile(double share) const {
  auto const wanted = std::max(1.0, std::ceil(share * static_cast<double>(count_)));
  auto seen = 0.0;
  for (auto i = std::size_t{0}; i < buckets_.size(); ++i) {
    seen += static_cast<double>(buckets_[i]);
    if (seen >= wanted) {
      return std::min(max_, static_cast<nanos>(last_value_of(i)));
    }
  }
  return max_;
}

}  // namespace chepiao::load
