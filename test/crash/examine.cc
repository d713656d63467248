#include "test/crash/examine.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "audit/audit.h"
#include "engine/engine.h"
#include "event/record.h"
#include "journal/sqlite_log.h"
#include "pipeline/recovery.h"
#include "test/crash/tape.h"

namespace chepiao::crash {
namespace {

constexpr auto kKeysLive = milliseconds{std::chrono::hours{24}};

// The seats of a state are those of the living orders. At a time when all of it is still on sale.
void compare_seats(order_facts const& facts, engine const& now) {
  for (auto const& [id, opened] : facts.departures) {
    for (auto const& stock : opened.classes) {
      for (auto s = std::uint16_t{0}; s + 1 < opened.stops; ++s) {
        auto const next = stop_index{static_cast<std::uint16_t>(s + 1)};
        auto const found =
            now.seat_map(id, stock.place_class, stop_index{s}, next, test::manual_clock{}.now())
                .value();
        demand(facts.taken(id, stock.place_class, s, found.taken.size()) == found.taken,
               fmt::format("segment {}: the seats are not those of the living orders", s));
      }
    }
  }
}

void read_records(journal::log& log, auto const& visit) {
  log.read_after(0, [&](journal::row const& r) {
    if (r.kind == journal::row_kind::data) {
      for (auto const& one : decode(r.payload)) {
        visit(one);
      }
    }
  });
}

void demand_acknowledged(script const& s,
                         life& now,
                         told_list const& acknowledged,
                         milliseconds clock) {
  for (auto const& [n, what] : acknowledged) {
    if (!what.answer || s.clock_of(n) + kKeysLive <= clock) {
      continue;
    }
    auto const again = now.ask(s.commands[n]);
    demand(again.has_value(), fmt::format("command {} was acknowledged and is now refused", n));
    demand(again->replayed, fmt::format("command {} was acknowledged and is decided again", n));
    demand(same_order(again->order, what.answer->order),
           fmt::format("command {} is answered otherwise than before", n));
  }
}

// What the journal says, and that recovery says the same.
struct seen_folder {
  digest256 root{};
  order_facts facts;
  milliseconds clock{};  // of its end
};

seen_folder look(script const& s, journal::log& log, std::filesystem::path const& folder) {
  auto state = engine{s.world->rules(), nullptr};
  auto facts = order_facts{};
  read_records(log, [&](record const& r) {
    state.apply(r);
    facts.fold(r);
  });
  auto files = system_io{};
  auto const rules = s.world->rules();
  auto const found = recover(rules, log, snapshot_folder{files, (folder / "snapshots").string()});
  demand(found.report.state_root == state.state_root(),
         "the recovered state is not the journal's fold");
  demand(found.state->state_root() == state.state_root(), "the reported root is another");
  compare_seats(facts, *found.state);
  return {.root = state.state_root(),
          .facts = std::move(facts),
          .clock = log.end().at - test::manual_clock{}.now()};
}

// The group within which the machine died: whoever was not told asks again. Who would have been
// refused does not: what came after him may have made room.
void finish(
    script const& s, group const& g, life& now, undisturbed const& expected, told_list& heard) {
  now.move_clock(g.clock);
  for (auto n = g.first; n < g.last; ++n) {
    if (heard.contains(n)) {
      continue;
    }
    auto const& wanted = expected.heard.at(n).answer;
    auto answer = wanted ? now.ask(s.commands[n]) : wanted;
    heard.emplace(n, told{.answer = std::move(answer), .ops = tape_ops()});
  }
}

bool heard_all(group const& g, told_list const& heard) {
  return std::ranges::all_of(std::views::iota(g.first, g.last),
                             [&](std::size_t n) { return heard.contains(n); });
}

}  // namespace

order_facts facts_of(script const& s, std::filesystem::path const& folder) {
  auto log = journal::sqlite_log{folder};
  auto const report = audit(log);
  demand(report.clean(), report.clean() ? "" : "the audit: " + report.findings.front().detail);
  return look(s, log, folder).facts;
}

examined examine(script const& s,
                 std::filesystem::path const& folder,
                 told_list const& acknowledged,
                 undisturbed const& expected) {
  auto const before = [&] {
    auto log = journal::sqlite_log{folder};
    return look(s, log, folder);
  }();
  auto const resumes =
      std::ranges::find_if(s.groups, [&](group const& g) { return !heard_all(g, acknowledged); });
  auto clock = before.clock;
  if (resumes != s.groups.begin()) {
    auto const& done = *std::prev(resumes);
    auto const paused = done.after == group::then::snapshot;
    clock = std::max(clock, done.clock + (paused ? milliseconds{kSnapshotPause} : milliseconds{0}));
  }
  auto out = examined{.heard = acknowledged};
  {
    auto now = life{s, folder, clock};
    demand(now.recovered().state_root == before.root, "the program recovered another state");
    demand_acknowledged(s, now, acknowledged, clock);
    for (auto const& g : std::ranges::subrange(resumes, s.groups.end())) {
      if (g.first == resumes->first) {
        finish(s, g, now, expected, out.heard);
      } else {
        now.play(g, pace::plain, out.heard);
      }
      if (g.after == group::then::snapshot) {
        now.pause(g, pace::plain);
      }
    }
    now.stop();
  }
  for (auto const& [n, what] : out.heard) {
    demand(same_answer(what.answer, expected.heard.at(n).answer),
           fmt::format("command {} ended otherwise than undisturbed", n));
  }
  demand(facts_of(s, folder).orders == expected.orders,
         "the orders at the end are not those of the undisturbed run");
  return out;
}

}  // namespace chepiao::crash
