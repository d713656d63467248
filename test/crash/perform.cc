#include <optional>
#include <utility>

#include "test/crash/run.h"

namespace chepiao::crash {
namespace {

constexpr auto kRoomTries = 20;

bool lacks_room(group const& g, told_list const& heard) {
  for (auto n = g.first; n < g.last; ++n) {
    auto const& answer = heard.at(n).answer;
    if (!answer && answer.error().code == refusal_code::storage_full) {
      return true;
    }
  }
  return false;
}

// Refused for want of room: the buyers ask again.
void play_until_room(life& now, group const& g, told_list& heard) {
  now.play(g, pace::exact, heard);
  for (auto again = 0; again < kRoomTries && !now.dead() && lacks_room(g, heard); ++again) {
    now.await_room();
    now.play(g, pace::plain, heard);
  }
}

}  // namespace

played play_script(script const& s, std::filesystem::path const& folder) {
  auto out = played{};
  auto now = std::optional<life>{};
  for (auto const& g : s.groups) {
    if (!now) {
      try {
        now.emplace(s, folder, g.clock);
      } catch (std::exception const& e) {
        out.failure = e.what();
        return out;
      }
    }
    play_until_room(*now, g, out.heard);
    if (!now->dead() && g.after == group::then::snapshot) {
      now->pause(g, pace::exact);
    }
    if (!now->dead() && g.after == group::then::restart) {
      now->stop();
      if (!now->dead()) {
        now.reset();
      }
    }
    if (now && now->dead()) {
      break;
    }
  }
  if (now) {
    now->stop();
    out.stopped = now->dead();
  }
  return out;
}

performance perform(script const& s, std::filesystem::path const& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto out = performance{};
  tape_start(folder.string());
  auto done = play_script(s, folder);
  tape_stop();
  out.ops = tape_take();
  out.calls = tape_kinds();
  demand(done.failure.empty() && !done.stopped, "the undisturbed run failed: " + done.failure);
  out.end = {.heard = std::move(done.heard), .orders = facts_of(s, folder).orders};
  for (auto const& g : s.groups) {
    demand(out.end.heard.at(g.first).answer.has_value(), "a group's first command was refused");
  }
  return out;
}

}  // namespace chepiao::crash
