#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

// Is there an order of operations that explains what the clients saw? After Wing & Gong and Lowe's
// just-in-time search, with states remembered, over a model of one place class of one departure:
// seats by segments, each held, sold or free. The journal is no part of it.

namespace chepiao::history {

constexpr auto kNever = std::numeric_limits<std::int64_t>::max();

enum class step_kind : std::uint8_t {
  hold,      // these seats, which must be free on the stretch
  pay,       // an order that is held
  cancel,    // an order that is held; frees its seats
  refund,    // an order that is paid; frees its seats
  gone,      // was told that the order's hold had expired
  sold_out,  // was told that fewer than `passengers` seats are free on the stretch
};

// An operation that was answered; or that was not (`returned` is kNever) and may have happened.
struct step {
  step_kind kind{};
  std::int64_t invoke = 0;
  std::int64_t returned = 0;
  std::size_t order = 0;  // from 0 within the game; of sold_out: none
  int from = 0;
  int to = 0;
  std::size_t passengers = 1;
  std::vector<std::size_t> seats = {};  // of holds; from 0 within the game
  std::string name = {};                // for people
};

struct game {
  std::size_t seats = 0;  // of the place class; those that no step names are always free
  std::size_t orders = 0;
  std::vector<step> steps = {};
  std::int64_t hold_time = kNever;  // ns; a hold may expire by itself so long after it was invoked
};

enum class verdict : std::uint8_t { linearizable, wrong, undecided };

struct judgement {
  verdict is{};
  std::string stuck;  // the latest step that no order explains
  std::uint64_t tried = 0;
};

// Gives up (undecided) after so many tries.
judgement judge(game const&, std::uint64_t tries_max = 2'000'000);

}  // namespace chepiao::history
