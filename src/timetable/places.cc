#include "timetable/search.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "timetable/text_fold.h"
#include "timetable/timetable_index.h"

namespace chepiao {
namespace {

// How well a station fits the text; lower is better.
enum class fit : std::uint8_t { exact, city, prefix, part, none };

fit fit_of(timetable::index::search_text const& of, station const& s, std::string_view text) {
  if (of.code == text || of.name == text || s.pinyin == text || s.initials == text) {
    return fit::exact;
  }
  if (of.city == text) {
    return fit::city;
  }
  if (of.name.starts_with(text) || s.pinyin.starts_with(text) || s.initials.starts_with(text) ||
      of.city.starts_with(text) || of.code.starts_with(text)) {
    return fit::prefix;
  }
  if (of.name.find(text) != std::string::npos || s.pinyin.find(text) != std::string::npos ||
      of.city.find(text) != std::string::npos) {
    return fit::part;
  }
  return fit::none;
}

}  // namespace

std::vector<station_id> find_stations(timetable const& t,
                                      std::string_view typed,
                                      std::size_t limit) {
  struct hit {
    fit how;
    std::uint32_t calls;
    station_id id;
  };
  auto const text = folded(typed);
  auto hits = std::vector<hit>{};
  for (auto i = std::size_t{0}; !text.empty() && i < t.stations.size(); ++i) {
    auto const how = fit_of(t.lookup->texts[i], t.stations[i], text);
    if (how != fit::none && t.lookup->calls[i] > 0) {
      hits.push_back(
          {how, t.lookup->calls[i], static_cast<station_id>(static_cast<std::uint32_t>(i))});
    }
  }
  std::ranges::sort(hits, [](hit const& a, hit const& b) {
    return std::tuple{a.how, b.calls, a.id} < std::tuple{b.how, a.calls, b.id};
  });
  auto out = std::vector<station_id>{};
  for (auto i = std::size_t{0}; i < std::min(limit, hits.size()); ++i) {
    out.push_back(hits[i].id);
  }
  return out;
}

std::vector<station_id> busiest_stations(timetable const& t, std::size_t limit) {
  auto out = std::vector<station_id>{};
  for (auto i = std::size_t{0}; i < t.stations.size(); ++i) {
    if (t.lookup->calls[i] > 0) {
      out.push_back(static_cast<station_id>(static_cast<std::uint32_t>(i)));
    }
  }
  auto const calls = [&](station_id id) { return t.lookup->calls[std::to_underlying(id)]; };
  auto const kept = std::min(limit, out.size());
  std::ranges::partial_sort(out, out.begin() + static_cast<std::ptrdiff_t>(kept),
                            [&](station_id a, station_id b) {
                              return std::tuple{calls(b), a} < std::tuple{calls(a), b};
                            });
  out.resize(kept);
  return out;
}

std::vector<station_id> resolve_place(timetable const& t, std::string_view typed) {
  if (auto const by_code = t.station_by_code(typed)) {
    return {*by_code};
  }
  auto const text = folded(typed);
  auto in_city = std::vector<station_id>{};
  auto named = std::vector<station_id>{};
  for (auto i = std::size_t{0}; !text.empty() && i < t.stations.size(); ++i) {
    auto const id = static_cast<station_id>(static_cast<std::uint32_t>(i));
    if (t.lookup->texts[i].city == text) {
      in_city.push_back(id);
    }
    if (t.lookup->texts[i].name == text) {
      named.push_back(id);
    }
  }
  return in_city.empty() ? named : in_city;
}

}  // namespace chepiao
