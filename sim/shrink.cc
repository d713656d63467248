#include "sim/shrink.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

#include "sim/apart.h"
#include "sim/play.h"

namespace chepiao::sim {
namespace {

constexpr auto kTrialsMax = 6'000;

class shrinker {
 public:
  shrinker(railway const& line, failure f, sabotage harm)
      : line_{line}, harm_{harm}, best_{std::move(f)}, kind_{kind_of_failure(best_.what)} {}

  failure run() {
    simplify_head();
    for (auto before = std::size_t{0}; before != best_.story.steps.size();) {
      before = best_.story.steps.size();
      drop_chunks();
    }
    merge_passes();
    simplify_steps();
    drop_chunks();
    return std::move(best_);
  }

 private:
  bool try_this(script candidate) {
    if (++trials_ > kTrialsMax) {
      return false;
    }
    auto const what = play_apart([&] { play_script(line_, candidate, harm_); });
    if (what.empty() || kind_of_failure(what) != kind_) {
      return false;
    }
    best_ = {.story = std::move(candidate), .what = what};
    return true;
  }

  void simplify_head() {
    auto plain = best_.story;
    plain.journal = medium::rows;
    try_this(plain);
    plain = best_.story;
    plain.batch_records_max = 64;
    try_this(std::move(plain));
  }

  void drop_chunks() {
    for (auto size = std::max<std::size_t>(best_.story.steps.size() / 2, 1);; size /= 2) {
      for (auto at = std::size_t{0}; at < best_.story.steps.size();) {
        auto candidate = best_.story;
        auto const from = candidate.steps.begin() + static_cast<std::ptrdiff_t>(at);
        auto const end = std::min(at + size, candidate.steps.size());
        candidate.steps.erase(from, candidate.steps.begin() + static_cast<std::ptrdiff_t>(end));
        if (!try_this(std::move(candidate))) {
          at += size;
        }
      }
      if (size == 1) {
        return;
      }
    }
  }

  // Times that follow each other become one.
  void merge_passes() {
    for (auto i = std::size_t{0}; i + 1 < best_.story.steps.size();) {
      auto candidate = best_.story;
      auto* const first = std::get_if<pass>(&candidate.steps[i]);
      auto const* const second = std::get_if<pass>(&candidate.steps[i + 1]);
      if (first == nullptr || second == nullptr) {
        ++i;
        continue;
      }
      first->by += second->by;
      candidate.steps.erase(candidate.steps.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      i += try_this(std::move(candidate)) ? 0 : 1;
    }
  }

  template <typename Change>
  void try_on_steps(Change const& change) {
    for (auto i = std::size_t{0}; i < best_.story.steps.size(); ++i) {
      auto candidate = best_.story;
      if (change(candidate.steps[i])) {
        try_this(std::move(candidate));
      }
    }
  }

  void simplify_steps() {
    try_on_steps([](step& s) {
      auto* const w = std::get_if<wish>(&s);
      auto* const hold = w == nullptr ? nullptr : std::get_if<hold_wish>(&w->what);
      return hold != nullptr && hold->legs.size() > 1 && (hold->legs.resize(1), true);
    });
    try_on_steps([](step& s) {
      auto* const w = std::get_if<wish>(&s);
      auto* const hold = w == nullptr ? nullptr : std::get_if<hold_wish>(&w->what);
      if (hold == nullptr || hold->people == "a") {
        return false;
      }
      hold->people = "a";
      std::ranges::for_each(hold->legs, [](auto& leg) { leg.seats.clear(); });
      return true;
    });
    try_on_steps([](step& s) {
      auto* const d = std::get_if<doom>(&s);
      return d != nullptr && d->byte > 0 && (d->byte = 0, true);
    });
    try_on_steps([](step& s) {
      auto* const sent = std::get_if<send>(&s);
      return sent != nullptr && sent->reply == send::answer::lost &&
             (sent->reply = send::answer::heard, true);
    });
    try_on_steps([](step& s) {
      auto* const sent = std::get_if<send>(&s);
      return sent != nullptr && sent->when == send::timing::before_timers &&
             (sent->when = send::timing::after_timers, true);
    });
  }

  railway const& line_;
  sabotage harm_;
  failure best_;
  std::string kind_;
  int trials_ = 0;
};

}  // namespace

failure write_down(railway const& line, std::uint64_t seed, std::uint64_t wishes, sabotage harm) {
  // A file, for the process may die; its steps are there to the last.
  auto const file = std::unique_ptr<std::FILE, int (*)(std::FILE*)>{std::tmpfile(), &std::fclose};
  if (file == nullptr) {
    throw std::system_error{errno, std::generic_category(), "tmpfile"};
  }
  auto const what = play_apart([&] {
    play_seed(line, seed, wishes, harm, [&](script const& head, step const* next) {
      std::fputs((next == nullptr ? to_text(head) : to_text(*next)).c_str(), file.get());
      std::fflush(file.get());
    });
  });
  auto text = std::string{};
  std::rewind(file.get());
  for (auto c = std::fgetc(file.get()); c != EOF; c = std::fgetc(file.get())) {
    text += static_cast<char>(c);
  }
  return {.story = parse_script(text), .what = what};
}

failure shrink(railway const& line, failure f, sabotage harm) {
  return shrinker{line, std::move(f), harm}.run();
}

}  // namespace chepiao::sim
