#include "inventory/best_fit.h"

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

namespace chepiao {
namespace {

seat_index lowest_of(std::size_t word, std::uint64_t seats) {
  return seat_index{static_cast<std::uint16_t>(word * seat_bits::kWordBits +
                                               static_cast<std::size_t>(std::countr_zero(seats)))};
}

// Seats of one word that stay free for exactly `slack` segments beyond one end of the stretch.
struct slack_group {
  std::uint32_t slack;
  std::uint64_t seats;
};

// At most one group for each seat of the word.
class slack_groups {
 public:
  // `taken_beyond(i)`: the seats taken on the i-th segment beyond the end, of `segments` there.
  template <typename Taken>
  slack_groups(std::uint64_t seats, std::uint32_t segments, Taken const& taken_beyond) {
    for (auto slack = std::uint32_t{0}; slack < segments && seats != 0; ++slack) {
      auto const taken = taken_beyond(slack);
      if ((seats & taken) != 0) {
        groups_[size_++] = {slack, seats & taken};
        seats &= ~taken;
      }
    }
    if (seats != 0) {
      groups_[size_++] = {segments, seats};
    }
  }
  slack_group const* begin() const { return groups_.data(); }
  slack_group const* end() const { return groups_.data() + size_; }

 private:
  std::array<slack_group, seat_bits::kWordBits> groups_;
  std::size_t size_ = 0;
};

struct tightest {
  std::uint32_t slack = std::numeric_limits<std::uint32_t>::max();
  std::uint64_t seats = 0;
};

tightest tightest_of(slack_groups const& left, slack_groups const& right) {
  auto best = tightest{};
  for (auto const& l : left) {
    for (auto const& r : right) {
      auto const slack = l.slack + r.slack;
      if (slack > best.slack) {
        break;  // groups rise in slack
      }
      if (auto const both = l.seats & r.seats; both != 0) {
        best = {slack, slack < best.slack ? both : best.seats | both};
      }
    }
  }
  return best;
}

}  // namespace

std::optional<seat_index> best_fit(seat_bits const& bits, stretch s) {
  auto const from = std::uint32_t{std::to_underlying(s.from)};
  auto const to = std::uint32_t{std::to_underlying(s.to)};
  auto untouched = std::optional<seat_index>{};
  auto best = std::optional<seat_index>{};
  auto best_slack = std::numeric_limits<std::uint32_t>::max();
  bits.visit_free(s, [&](std::size_t word, std::uint64_t free) {
    // Seats nobody ever sat on are free all along: no need to look, and the last choice.
    auto const fresh = free & ~bits.touched(word);
    if (fresh != 0 && !untouched) {
      untouched = lowest_of(word, fresh);
    }
    auto const used = free & bits.touched(word);
    if (used == 0) {
      return true;
    }
    auto const left =
        slack_groups{used, from, [&](auto i) { return bits.taken(from - 1 - i, word); }};
    auto const right =
        slack_groups{used, bits.segments() - to, [&](auto i) { return bits.taken(to + i, word); }};
    if (auto const here = tightest_of(left, right); here.slack < best_slack) {
      best_slack = here.slack;
      best = lowest_of(word, here.seats);
    }
    return best_slack > 0;
  });
  return best ? best : untouched;
}

std::optional<seat_index> first_fit(seat_bits const& bits, stretch s) {
  auto first = std::optional<seat_index>{};
  bits.visit_free(s, [&](std::size_t word, std::uint64_t free) {
    if (free != 0) {
      first = lowest_of(word, free);
    }
    return free == 0;
  });
  return first;
}

}  // namespace chepiao
