#include "bench/load/arrivals.h"

namespace chepiao::load {

arrivals::arrivals(double rate, bool poisson, std::size_t backlog_max, nanos start)
    : mean_gap_{static_cast<double>(kSecond) / rate},
      poisson_{poisson},
      backlog_max_{backlog_max},
      next_at_{static_cast<double>(start)} {}

std::size_t arrivals::admit(nanos now, random& chance) {
  auto turned_away = std::size_t{0};
  while (next_at() <= now) {
    if (backlog_.size() < backlog_max_) {
      backlog_.push_back(next_at());
    } else {
      ++turned_away;
    }
    next_at_ += poisson_ ? chance.gap(mean_gap_) : mean_gap_;
  }
  return turned_away;
}

nanos arrivals::take() {
  auto const came = backlog_.front();
  backlog_.pop_front();
  return came;
}

}  // namespace chepiao::load
