#include <fmt/format.h>

#include "test/crash/disk_model.h"
#include "test/crash/run.h"
#include "test/support/seeded_rng.h"
#include "test/support/temporary_folder.h"

// Dies at every call that changes the disk, in every way.

namespace chepiao::crash {
namespace {

constexpr auto kDraws = 4U;
constexpr auto kTwiceEvery = std::uint64_t{11};
constexpr auto kLyingEvery = std::uint64_t{5};

told_list heard_by(told_list const& all, std::uint64_t ops) {
  auto out = told_list{};
  for (auto const& [n, what] : all) {
    if (what.ops <= ops) {
      out.emplace(n, what);
    }
  }
  return out;
}

struct point {
  std::uint64_t after = 0;  // calls of the first life
  loss how{};
  std::uint64_t seed = 0;
};

class dying {
 public:
  dying(script const& s, performance const& p, std::filesystem::path folder)
      : script_{s}, given_{p}, folder_{std::move(folder)} {}

  // The first life dies; what is left is examined.
  std::string once(disk_model const& disk, point const& at) {
    auto chance = test::seeded_rng{at.seed};
    auto left = disk.clone();
    left.crash(at.how, chance);
    put(left.seen(), folder_);
    examine(script_, folder_, heard(at), given_.end);
    return std::string{name_of(at.how)};
  }

  // The second life dies too, somewhere, by a loss of power; a kill of the first left bytes in the
  // kernel that the second one saw.
  std::string twice(disk_model const& disk, point const& at) {
    auto chance = test::seeded_rng{at.seed};
    auto left = disk.clone();
    left.crash(at.how, chance);
    put(left.seen(), folder_);
    tape_start(folder_.string());
    auto const second = examine(script_, folder_, heard(at), given_.end);
    tape_stop();
    auto const ops = tape_take();
    auto const dies_after = chance.below(ops.size() + 1);
    for (auto i = std::uint64_t{0}; i < dies_after; ++i) {
      left.play(ops[i]);
    }
    left.crash(chance.below(2) == 0 ? loss::all : loss::some, chance);
    put(left.seen(), folder_);
    examine(script_, folder_, heard_in_both(heard(at), second.heard, dies_after), given_.end);
    return fmt::format("{}, then power lost in the next life", name_of(at.how));
  }

 private:
  // A call that is cut short has not answered anybody.
  told_list heard(point const& at) const {
    return heard_by(given_.end.heard,
                    at.how == loss::half_a_call && at.after > 0 ? at.after - 1 : at.after);
  }
  static told_list heard_in_both(told_list first, told_list const& second, std::uint64_t ops) {
    for (auto const& [n, what] : second) {
      if (!first.contains(n) && what.ops <= ops) {
        first.emplace(n, what);
      }
    }
    return first;
  }

  script const& script_;
  performance const& given_;
  std::filesystem::path folder_;
};

// A disk that says it has flushed, and has not.
std::vector<op> without_flushes(std::vector<op> ops) {
  for (auto& o : ops) {
    auto const journal = o.path.starts_with("journal.db");
    o.failed = o.failed || (o.call == DOOR_SYNC && journal);
  }
  return ops;
}

}  // namespace

tally lying_disk(script const& s, performance const& p, settings const& how) {
  auto lied = p;
  lied.ops = without_flushes(std::move(lied.ops));
  auto found =
      crash_points(s, lied, {.every = how.every * kLyingEvery, .jobs = how.jobs, .only = {}});
  auto out = tally{};
  if (found.failures.empty()) {
    out.failures.emplace_back("a disk that does not flush went unnoticed");
  } else {
    out.passed = 1;
    out.outcomes["noticed, as \"" + found.failures.front() + "\""] = 1;
  }
  return out;
}

tally crash_points(script const& s, performance const& p, settings const& how) {
  return play_apart(how, [&](share mine, auto const& play) {
    auto const root = test::temporary_folder{};
    auto who = dying{s, p, root.path() / "data"};
    auto disk = disk_model{};
    for (auto after = std::uint64_t{0}; after <= p.ops.size(); ++after) {
      if (after > 0) {
        disk.play(p.ops[after - 1]);
      }
      for (auto mode = std::size_t{0}; mode < kLosses; ++mode) {
        if (static_cast<loss>(mode) == loss::half_a_call && !disk.can_be_halved()) {
          continue;
        }
        auto const drawn = static_cast<loss>(mode) >= loss::tail ? kDraws : 1U;
        for (auto draw = 0U; draw < drawn; ++draw) {
          auto const at =
              point{.after = after, .how = static_cast<loss>(mode), .seed = kDraws * after + draw};
          if (!mine.has_next()) {
            continue;
          }
          auto const name = fmt::format("call {}, {}, seed {}", after, name_of(at.how), at.seed);
          play({name, [&] { return who.once(disk, at); }});
          if (mine.number() % kTwiceEvery == 0 && at.how != loss::half_a_call) {
            play({name + ", twice", [&] { return who.twice(disk, at); }});
          }
        }
      }
    }
  });
}

}  // namespace chepiao::crash
