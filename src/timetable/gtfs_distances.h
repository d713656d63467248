#pragma once

#include <span>
#include <vector>

#include "timetable/gtfs_feed.h"

namespace chepiao {

// Metres along a run, from the feed's own distances or, where they are absent or do not rise, in
// great circles from stop to stop.
class gtfs_distances {
 public:
  // Finds the unit of the feed's distances (metres, kilometres, miles or feet; GTFS does not say)
  // by comparing them with the great circles. Keeps a reference to the feed.
  explicit gtfs_distances(gtfs_feed const&);

  enum class origin { feed, great_circle, none };

  // Fills distance_m of `out`, which has one call for each of `calls`. Strictly rising from 0, or,
  // for `none`, kNoDistance everywhere.
  origin measure(std::span<gtfs_call const> calls, std::span<call> out) const;

  double unit_m() const { return unit_m_; }

 private:
  bool by_feed(std::span<gtfs_call const> calls, std::span<call> out) const;
  bool by_great_circles(std::span<gtfs_call const> calls, std::span<call> out) const;

  gtfs_feed const& feed_;
  double unit_m_;
};

}  // namespace chepiao
