#pragma once

#include <cstdint>
#include <vector>

#include "test/history/linearizable.h"

namespace chepiao::history {

enum class standing : std::uint8_t { none, held, paid, gone };

// The seats and orders of a game at one point of the search; every change can be taken back.
class seats_model {
 public:
  explicit seats_model(game const&);

  standing of(std::size_t order) const { return orders_[order].now; }
  bool expired_by(std::size_t order, std::int64_t time) const {
    return orders_[order].deadline <= time;
  }

  // Orders with a seat of the hold on a part of its stretch.
  std::vector<std::size_t> blockers(step const& hold) const;
  // Of the seats that are named anywhere, those free on the whole stretch.
  std::vector<std::size_t> free_seats(int from, int to) const;
  std::size_t unnamed_seats() const { return unnamed_; }

  void move(std::size_t order, standing to);

  std::size_t mark() const { return undo_.size(); }
  void back_to(std::size_t mark);
  // Of all standings; equal states have equal hashes.
  std::uint64_t hash() const { return hash_; }

 private:
  struct sold {
    standing now = standing::none;
    std::int64_t deadline = kNever;
    int from = 0;
    int to = 0;
    std::vector<std::size_t> seats;
  };
  struct change {
    std::size_t order;
    standing before;
  };
  void set(std::size_t order, standing to);

  std::vector<sold> orders_;
  std::vector<std::vector<std::size_t>> on_seat_;  // orders held or paid
  std::size_t unnamed_ = 0;
  std::vector<change> undo_;
  std::uint64_t hash_ = 0;
};

std::uint64_t mixed(std::uint64_t);

}  // namespace chepiao::history
