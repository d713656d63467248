#include "bench/load/tally.h"

#include <algorithm>

namespace chepiao::load {

void tally::reply(operation o, http_reply const& reply, nanos since, nanos at) {
  if (!counts(at)) {
    return;
  }
  auto& seen = operations_[index(o)];
  auto& second = second_of(o, at);
  ++seen.by_status[reply.status];
  if (reply.status >= 200 && reply.status < 300) {
    seen.succeeded.add(at - since);
    second.latency.add(at - since);
    ++second.succeeded;
    seen.replayed += reply.field("idempotency-replayed") ? 1U : 0U;
    return;
  }
  seen.refused.add(at - since);
  ++second.refused;
  auto from = std::size_t{0};
  auto const code = text_after(reply.body, "\"code\"", from);
  if (auto const known = seen.by_code.find(code); known != seen.by_code.end()) {
    ++known->second;
  } else {
    seen.by_code.emplace(code, 1);
  }
}

void tally::no_reply(operation o, nanos at) {
  if (counts(at)) {
    ++operations_[index(o)].by_status[0];
    ++second_of(o, at).refused;
  }
}

void tally::whole(scenario s, nanos since, nanos at) {
  if (counts(at)) {
    scenarios_[static_cast<std::size_t>(s)].add(at - since);
  }
}

second_tally& tally::second_of(operation o, nanos at) {
  auto& line = timelines_[index(o)];
  auto const second = static_cast<std::size_t>((at - start_) / kSecond);
  if (line.size() <= second) {
    line.resize(second + 1);
  }
  return line[second];
}

void tally::add(tally const& other) {
  for (auto i = std::size_t{0}; i < kOperations; ++i) {
    auto& mine = operations_[i];
    auto const& theirs = other.operations_[i];
    mine.succeeded.add(theirs.succeeded);
    mine.refused.add(theirs.refused);
    mine.replayed += theirs.replayed;
    for (auto const& [status, count] : theirs.by_status) {
      mine.by_status[status] += count;
    }
    for (auto const& [code, count] : theirs.by_code) {
      mine.by_code[code] += count;
    }
    auto& line = timelines_[i];
    auto const& their_line = other.timelines_[i];
    line.resize(std::max(line.size(), their_line.size()));
    for (auto s = std::size_t{0}; s < their_line.size(); ++s) {
      line[s].succeeded += their_line[s].succeeded;
      line[s].refused += their_line[s].refused;
      line[s].latency.add(their_line[s].latency);
    }
  }
  for (auto i = std::size_t{0}; i < kScenarios; ++i) {
    scenarios_[i].add(other.scenarios_[i]);
  }
  dropped_ += other.dropped_;
}

}  // namespace chepiao::load
