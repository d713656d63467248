#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace chepiao::crash {

// Which cases are played.
struct settings {
  std::uint64_t every = 1;  // of the cases, one in so many
  std::uint64_t jobs = 2;   // processes
  std::string only{};       // this case alone; all when empty
};

// What a lot of cases came to. One outcome: how often.
struct tally {
  std::uint64_t passed = 0;
  std::map<std::string, std::uint64_t> outcomes;
  std::vector<std::string> failures;

  void add(tally const&);
};

// Which cases of a lot are played here: a sample, and of it a part. The same for the same settings.
class share {
 public:
  share(std::uint64_t every, std::uint64_t part, std::uint64_t parts)
      : every_{every}, part_{part}, parts_{parts} {}

  // Asked once for each case, in order.
  bool has_next() {
    constexpr auto kSpread = std::uint64_t{0x9E3779B97F4A7C15};
    ++number_;
    auto const sampled = ((number_ * kSpread) >> 32U) % every_ == 0;
    return sampled && ++sampled_ % parts_ == part_;
  }
  std::uint64_t number() const { return number_; }

 private:
  std::uint64_t every_;
  std::uint64_t part_;
  std::uint64_t parts_;
  std::uint64_t number_ = 0;
  std::uint64_t sampled_ = 0;
};

// One case: its outcome's name. Throws when a promise was broken.
struct one_case {
  std::string name;
  std::function<std::string()> run;
};

// Plays the cases in processes of their own, `jobs` of them: a case that ends its process, or
// takes a minute, is a failure like any other. `make` is called in each process and plays the cases
// of its share.
using case_maker = std::function<void(share, std::function<void(one_case const&)> const& play)>;
tally play_apart(settings const&, case_maker const&);

// A test of its own name in the sum at the end.
void print(std::string const& title, tally const&);

}  // namespace chepiao::crash
