#include "timetable/gtfs_distances.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace chepiao {
namespace {

constexpr double kEarthRadiusM = 6'371'009;
constexpr double kLongestM = 100'000'000;
constexpr auto kUnitsM = std::array{1.0, 1000.0, 1609.344, 0.3048};
// Rails are longer than great circles.
constexpr double kDetour = 1.1;
// What most feeds use, when there is nothing to compare with.
constexpr double kUsualUnitM = 1000.0;

double great_circle_m(gtfs_point a, gtfs_point b) {
  auto const radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  auto const dy = std::sin(radians(b.latitude - a.latitude) / 2);
  auto const dx = std::sin(radians(b.longitude - a.longitude) / 2);
  auto const h = dy * dy + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * dx * dx;
  return 2 * kEarthRadiusM * std::asin(std::sqrt(std::clamp(h, 0.0, 1.0)));
}

double find_unit(gtfs_feed const& feed) {
  auto feed_sum = 0.0;
  auto circle_sum = 0.0;
  for (auto i = std::size_t{1}; i < feed.calls.size(); ++i) {
    auto const& a = feed.calls[i - 1];
    auto const& b = feed.calls[i];
    auto const& from = feed.stops[a.stop].where;
    auto const& to = feed.stops[b.stop].where;
    if (a.trip == b.trip && from && to && a.shape_distance >= 0 &&
        b.shape_distance > a.shape_distance) {
      feed_sum += b.shape_distance - a.shape_distance;
      circle_sum += great_circle_m(*from, *to);
    }
  }
  if (feed_sum <= 0 || circle_sum <= 0) {
    return kUsualUnitM;
  }
  return *std::ranges::min_element(kUnitsM, {}, [&](double unit) {
    return std::abs(std::log(feed_sum * unit / (circle_sum * kDetour)));
  });
}

}  // namespace

gtfs_distances::gtfs_distances(gtfs_feed const& feed) : feed_{feed}, unit_m_{find_unit(feed)} {}

gtfs_distances::origin gtfs_distances::measure(std::span<gtfs_call const> calls,
                                               std::span<call> out) const {
  if (by_feed(calls, out)) {
    return origin::feed;
  }
  if (by_great_circles(calls, out)) {
    return origin::great_circle;
  }
  for (auto& c : out) {
    c.distance_m = kNoDistance;
  }
  return origin::none;
}

bool gtfs_distances::by_feed(std::span<gtfs_call const> calls, std::span<call> out) const {
  for (auto i = std::size_t{0}; i < calls.size(); ++i) {
    auto const metres =
        std::round((calls[i].shape_distance - calls.front().shape_distance) * unit_m_);
    if (calls[i].shape_distance < 0 || metres < 0 || metres > kLongestM) {
      return false;
    }
    out[i].distance_m = static_cast<std::int32_t>(metres);
    if (i > 0 && out[i].distance_m <= out[i - 1].distance_m) {
      return false;
    }
  }
  return true;
}

bool gtfs_distances::by_great_circles(std::span<gtfs_call const> calls, std::span<call> out) const {
  auto metres = 0.0;
  for (auto i = std::size_t{0}; i < calls.size(); ++i) {
    auto const& here = feed_.stops[calls[i].stop].where;
    if (!here) {
      return false;
    }
    if (i > 0) {
      // Two calls at one place are still two calls.
      metres +=
          std::max(std::round(great_circle_m(*feed_.stops[calls[i - 1].stop].where, *here)), 1.0);
    }
    if (metres > kLongestM) {
      return false;
    }
    out[i].distance_m = static_cast<std::int32_t>(metres);
  }
  return true;
}

}  // namespace chepiao
