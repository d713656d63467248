#include "identity/rejected_tokens.h"

#include <utility>

#include "base/hash.h"

namespace chepiao {

std::size_t rejected_tokens::first_bytes::operator()(digest256 const& digest) const noexcept {
  return first_u64(digest);
}

bool rejected_tokens::contains(digest256 const& digest) const {
  auto const guard = std::lock_guard{mutex_};
  return newer_.contains(digest) || older_.contains(digest);
}

void rejected_tokens::insert(digest256 const& digest) {
  auto const guard = std::lock_guard{mutex_};
  if (newer_.size() >= generation_max_) {
    older_ = std::exchange(newer_, {});
  }
  newer_.insert(digest);
}

}  // namespace chepiao
