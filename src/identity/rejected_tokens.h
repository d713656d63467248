#pragma once

#include <cstddef>
#include <mutex>
#include <unordered_set>

#include "base/ids.h"

namespace chepiao {

// Digests of tokens that the database did not know of late: between `max` / 2 and `max` of them, so
// that a client which keeps showing a dead token costs no query each time. Any thread.
class rejected_tokens {
 public:
  explicit rejected_tokens(std::size_t max) : generation_max_{max / 2} {}

  bool contains(digest256 const&) const;
  void insert(digest256 const&);

 private:
  struct first_bytes {
    std::size_t operator()(digest256 const&) const noexcept;
  };
  using generation = std::unordered_set<digest256, first_bytes>;

  std::size_t const generation_max_;
  mutable std::mutex mutex_;
  generation newer_;
  generation older_;
};

}  // namespace chepiao
