#pragma once

#include <charconv>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace chepiao::sim {

// A line, read word by word. Throws std::invalid_argument.
class words {
 public:
  explicit words(std::string_view line) {
    while (!line.empty()) {
      auto const end = std::min(line.find(' '), line.size());
      if (end > 0) {
        list_.emplace_back(line.substr(0, end));
      }
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }

  bool done() const { return at_ == list_.size(); }
  void demand_done() const {
    if (!done()) {
      throw std::invalid_argument{"I do not understand " + list_[at_]};
    }
  }
  std::string const& next() {
    if (done()) {
      throw std::invalid_argument{"something is missing"};
    }
    return list_[at_++];
  }
  bool skip(std::string_view word) {
    auto const there = !done() && list_[at_] == word;
    at_ += there ? 1 : 0;
    return there;
  }
  void expect(std::string_view word) {
    if (!skip(word)) {
      throw std::invalid_argument{"where is " + std::string{word} + "?"};
    }
  }
  template <typename Integer>
  Integer number() {
    return parsed<Integer>(next());
  }
  std::int64_t number_between(std::string_view head, std::string_view tail) {
    auto word = std::string_view{next()};
    if (!word.starts_with(head) || !word.ends_with(tail)) {
      throw std::invalid_argument{"where is " + std::string{head} + "?"};
    }
    word.remove_prefix(head.size());
    word.remove_suffix(tail.size());
    return parsed<std::int64_t>(word);
  }
  std::int64_t number_before(std::string_view tail) { return number_between("", tail); }
  // Which of them it is.
  std::size_t one_of(std::span<std::string_view const> names) {
    auto const& word = next();
    for (auto i = std::size_t{0}; i < names.size(); ++i) {
      if (names[i] == word) {
        return i;
      }
    }
    throw std::invalid_argument{"what is " + word + "?"};
  }

 private:
  template <typename Integer>
  static Integer parsed(std::string_view word) {
    if (word.starts_with('+')) {
      word.remove_prefix(1);
    }
    auto out = Integer{};
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
    if (error != std::errc{} || end != word.data() + word.size()) {
      throw std::invalid_argument{std::string{word} + " is not a number"};
    }
    return out;
  }

  std::vector<std::string> list_;
  std::size_t at_ = 0;
};

}  // namespace chepiao::sim
