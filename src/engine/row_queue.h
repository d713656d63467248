#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <memory>

namespace chepiao {

// A queue of small rows that can be looked at anywhere. Rows never move; growth costs one chunk.
template <typename T>
class row_queue {
 public:
  std::size_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }
  T& operator[](std::size_t i) { return at(begin_ + i); }
  T const& operator[](std::size_t i) const { return const_cast<row_queue&>(*this).at(begin_ + i); }

  void push_back(T const& row) {
    if (end_ == chunks_.size() * kChunk) {
      chunks_.push_back(std::make_unique<chunk>());
    }
    at(end_++) = row;
  }
  void pop_front() {
    if (++begin_ == kChunk) {
      chunks_.pop_front();
      begin_ -= kChunk;
      end_ -= kChunk;
    }
  }

 private:
  static constexpr auto kChunk = std::size_t{1024};
  using chunk = std::array<T, kChunk>;
  T& at(std::size_t i) { return (*chunks_[i / kChunk])[i % kChunk]; }

  std::deque<std::unique_ptr<chunk>> chunks_;
  std::size_t begin_ = 0;  // within the first chunk
  std::size_t end_ = 0;
};

}  // namespace chepiao
