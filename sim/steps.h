#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "sim/crash.h"
#include "sim/terms.h"

// Everything that can happen in a seed, as data. Nothing else is drawn while a story is played, so
// any of its steps may be left out, and what is left is a story too.

namespace chepiao::sim {

// When a story begins; days are counted from here.
constexpr auto kStart = instant{milliseconds{1'795'300'000'000}};

// A wish is named by its number, from 1, and an order by the wish that asked for it. 0: by none.
using wish_number = std::uint32_t;

// --- what buyers want
struct leg_wish {
  std::uint32_t line = 0;  // 0, 1, 2
  std::int32_t day = 0;    // from the day of kStart
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  std::uint8_t place_class = 0;      // 0 second, 1 first
  std::vector<std::uint16_t> seats;  // empty: any
};
struct hold_wish {
  std::vector<leg_wish> legs;
  std::string people;  // a adult, c child, t the first one once more
};
struct pay_wish {
  wish_number order = 0;
};
struct cancel_wish {
  wish_number order = 0;
};
struct refund_wish {
  wish_number order = 0;
  std::vector<std::uint8_t> tickets;  // empty: all
};
struct wish {
  wish_number number = 0;
  std::uint64_t account = 0;
  std::variant<hold_wish, pay_wish, cancel_wish, refund_wish> what;
};

// --- what reaches the server
struct send {
  wish_number number = 0;
  std::uint8_t altered = 0;  // 0: as it was first sent; else another body under the same key
  enum class answer : std::uint8_t { heard, lost } reply = answer::heard;
  enum class timing : std::uint8_t { after_timers, before_timers } when = timing::after_timers;
  wish_number drawn = 0;  // the server draws, of all order ids, that of this wish's order
};
struct look_order {
  wish_number order = 0;
  std::uint64_t account = 0;
};
struct look_seats {
  leg_wish leg;
};

// --- time
struct pass {
  milliseconds by{};  // may be negative: the clock was set back
};
struct pass_to_deadline {
  wish_number order = 0;
  milliseconds beyond{};
};
struct pass_to_departure {
  std::uint32_t line = 0;
  std::int32_t day = 0;
  std::uint16_t stop = 0;
  milliseconds beyond{};
};

// --- the process
struct seal {};
struct flush {};
struct take_snapshot {};
struct write_snapshot {};
struct stop {
  std::optional<terms> then;  // starts again by these
};
struct kill {};
struct doom {  // it dies when it gets there
  crash_point where{};
  std::uint64_t byte = 0;
};
struct takeover {};      // another process becomes the owner; the old one is only asleep
struct zombie_wakes {};  // and goes on with what it had in hand

// --- the disk
struct lose_power {
  enum class loss : std::uint8_t { none, everything, torn_prefix, any_subset } how{};
  std::uint64_t chance = 0;
};
struct fail_append {  // the next one
  enum class row : std::uint8_t { lost, kept } then{};
  std::uint64_t call = 1;  // which of the disk's calls
};
struct fill_disk {};
struct free_disk {};
struct spoil_snapshot {
  enum class way : std::uint8_t { flip, tear, remove } how{};
  std::uint32_t which = 0;  // 0: the newest
  std::uint64_t where = 0;
};
struct copy_snapshots {};
struct restore_snapshots {};
// On a copy: a start from a journal that was damaged so must be refused.
struct tamper {
  enum class way : std::uint8_t {
    flip,    // a bit of a row
    forge,   // a field of the last row, with a matching hash
    drop,    // a row from the middle
    swap,    // two neighbours
    repeat,  // the last row again
    forget,  // rows that a snapshot proves
  } how{};
  std::uint64_t row = 0;
  std::uint64_t where = 0;
};

using step = std::variant<wish,
                          send,
                          look_order,
                          look_seats,
                          pass,
                          pass_to_deadline,
                          pass_to_departure,
                          seal,
                          flush,
                          take_snapshot,
                          write_snapshot,
                          stop,
                          kill,
                          doom,
                          takeover,
                          zombie_wakes,
                          lose_power,
                          fail_append,
                          fill_disk,
                          free_disk,
                          spoil_snapshot,
                          copy_snapshots,
                          restore_snapshots,
                          tamper>;

enum class medium : std::uint8_t {
  rows,    // journal::memory_log
  sqlite,  // journal::sqlite_log on a disk in memory
};

// A whole seed.
struct script {
  terms first;
  std::size_t batch_records_max = 64;
  medium journal = medium::rows;
  std::vector<step> steps;
};

// A line for each, and back. parse() throws std::invalid_argument, naming the line; what follows a
// # is for people.
std::string to_text(script const&);
std::string to_text(step const&);
script parse_script(std::string const&);

}  // namespace chepiao::sim
