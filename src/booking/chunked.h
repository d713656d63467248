#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace chepiao {

// A growing array whose elements never move: growth costs one chunk, not a copy of everything.
template <typename T, std::size_t kChunk = 1024>
class chunked {
 public:
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return chunks_[i / kChunk][i % kChunk]; }
  T const& operator[](std::size_t i) const { return chunks_[i / kChunk][i % kChunk]; }

  void push_back(T value) {
    if (size_ == chunks_.size() * kChunk) {
      chunks_.push_back(std::make_unique<T[]>(kChunk));
    }
    (*this)[size_++] = std::move(value);
  }

 private:
  std::vector<std::unique_ptr<T[]>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace chepiao
