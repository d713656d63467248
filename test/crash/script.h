#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "command/command.h"
#include "command/reply.h"
#include "test/support/small_world.h"

namespace chepiao::crash {

// What is asked in one go, after the clock was set. The first command of a group is a new hold that
// succeeds.
struct group {
  milliseconds clock{};   // since the script began
  std::size_t first = 0;  // commands [first, last)
  std::size_t last = 0;
  enum class then : std::uint8_t { go_on, snapshot, restart } after = then::go_on;
};

// After the group: an hour passes until a snapshot is due.
constexpr auto kSnapshotPause = std::chrono::hours{1};

// A fixed run of mixed commands: holds (one or two legs, one to three travellers, named seats),
// payments, cancellations, refunds, the same command again, the same key for another command; holds
// that expire, keys that are forgotten; snapshots and restarts.
struct script {
  std::shared_ptr<test::small_world const> world;
  std::vector<command> commands;
  std::vector<group> groups;

  milliseconds clock_of(std::size_t command) const;
};

script write_script(std::size_t commands);

// The same order, seat for seat and cent for cent, or the same refusal.
bool same_answer(result<reply> const&, result<reply> const&);
bool same_order(order_view const&, order_view const&);

}  // namespace chepiao::crash
