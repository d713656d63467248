#include <array>
#include <cerrno>
#include <string_view>

#include <fmt/format.h>

#include "test/crash/disk_model.h"
#include "test/crash/run.h"
#include "test/support/seeded_rng.h"
#include "test/support/temporary_folder.h"

// Something goes wrong at every call, the reads too.

namespace chepiao::crash {
namespace {

constexpr auto kForEver = std::uint64_t{1} << 40U;
constexpr auto kLastingEvery =
    std::uint64_t{3};  // of the calls, those after which the disk is dead
constexpr auto kOnEveryCall = std::uint32_t{(1U << DOOR_CALLS) - 1};

struct trouble {
  std::string_view name;
  harm how{};
  int code = 0;
  std::uint64_t calls = 1;
  std::uint32_t on = 0;  // bit: door_call
};

constexpr std::uint32_t on(auto... calls) {
  return ((1U << calls) | ...);
}

constexpr auto kTroubles = std::array{
    trouble{"EIO", harm::fail, EIO, 1, kOnEveryCall},
    trouble{"EIO from then on", harm::fail, EIO, kForEver, kOnEveryCall},
    trouble{"ENOSPC", harm::fail, ENOSPC, 1,
            on(DOOR_OPEN, DOOR_WRITE, DOOR_SYNC, DOOR_TRUNCATE, DOOR_RENAME, DOOR_MKDIR)},
    trouble{"EINTR", harm::fail, EINTR, 1, on(DOOR_OPEN, DOOR_READ, DOOR_WRITE, DOOR_TRUNCATE)},
    trouble{"EMFILE", harm::fail, EMFILE, 1, on(DOOR_OPEN)},
    trouble{"a short write", harm::cut_short, 0, 1, on(DOOR_WRITE)},
    trouble{"a short write, then ENOSPC", harm::cut_short_then_full, 0, 1, on(DOOR_WRITE)},
};

bool is_promise(result<reply> const& answer) {
  return answer || (answer.error().code != refusal_code::stopping &&
                    answer.error().code != refusal_code::storage_full &&
                    answer.error().code != refusal_code::overloaded);
}

told_list promises(told_list const& heard) {
  auto out = told_list{};
  for (auto const& [n, what] : heard) {
    if (is_promise(what.answer)) {
      out.emplace(n, what);
    }
  }
  return out;
}

class suffering {
 public:
  suffering(script const& s, performance const& p, std::filesystem::path folder)
      : script_{s}, given_{p}, folder_{std::move(folder)} {}

  std::string suffer(trouble const& what, std::uint64_t at) {
    put({}, folder_);
    tape_start(folder_.string(),
               {.how = what.how, .code = what.code, .at = at, .for_calls = what.calls});
    auto const done = play_script(script_, folder_);
    tape_stop();
    auto const hit = fmt::format("{} on {}", what.name, name_of(tape_harmed_call()));
    demand(tape_harmed(), "the call was not reached");
    demand(done.failure.find("damaged") == std::string::npos, "taken for damage: " + done.failure);
    auto const unread = what.code == EIO && tape_harmed_call() == DOOR_READ;
    auto const went_on = !done.stopped && done.failure.empty();
    auto const told = promises(done.heard);
    demand(!went_on || told.size() == script_.commands.size(),
           fmt::format("it went on and left {} buyers unanswered",
                       script_.commands.size() - told.size()));
    demand(!went_on || !unread || tape_harmed_path() != "journal.mark",
           "it started without the mark that it could not read");
    restart(told);
    return hit + (went_on ? ": went on" : done.stopped ? ": ended with 70" : ": did not start");
  }

 private:
  // On a healed disk: the machine lived; then again, and it loses power during the next life.
  void restart(told_list const& told) {
    auto disk = disk_model{};
    for (auto const& o : tape_take()) {
      disk.play(o);
    }
    auto chance = test::seeded_rng{1};
    auto unpowered = disk.clone();
    unpowered.crash(loss::all, chance);
    put(unpowered.seen(), folder_);
    examine(script_, folder_, told, given_.end);
    disk.crash(loss::nothing, chance);
    put(disk.seen(), folder_);
    tape_start(folder_.string());
    auto const next = examine(script_, folder_, told, given_.end);
    tape_stop();
    for (auto const& o : tape_take()) {
      disk.play(o);
    }
    disk.crash(loss::all, chance);
    put(disk.seen(), folder_);
    examine(script_, folder_, next.heard, given_.end);
  }

  script const& script_;
  performance const& given_;
  std::filesystem::path folder_;
};

}  // namespace

tally io_errors(script const& s, performance const& p, settings const& how) {
  return play_apart(how, [&](share mine, auto const& play) {
    auto const root = test::temporary_folder{};
    auto who = suffering{s, p, root.path() / "data"};
    for (auto at = std::uint64_t{1}; at <= p.calls.size(); ++at) {
      for (auto const& what : kTroubles) {
        auto const sensible = (what.on & (1U << p.calls[at - 1])) != 0;
        if (!sensible || (what.calls > 1 && at % kLastingEvery != 0)) {
          continue;
        }
        if (!mine.has_next()) {
          continue;
        }
        play({fmt::format("{} at call {} ({})", what.name, at, name_of(p.calls[at - 1])),
              [&] { return who.suffer(what, at); }});
      }
    }
  });
}

}  // namespace chepiao::crash
