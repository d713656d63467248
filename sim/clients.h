#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/node.h"
#include "sim/wishes.h"

namespace chepiao::sim {

// Buyers behind a bad network: requests get lost, doubled, late and out of order, replies get lost.
// Who hears nothing asks again with the same key.
class clients {
 public:
  explicit clients(surroundings const& s)
      : around_{s}, wishes_{s.how, s.line, s.chance}, lost_reply_{s.how.lost_reply} {}

  // Somebody wants something new.
  void want(instant clock);
  // Somebody asks again, perhaps.
  void grow_impatient();
  // Some of what is on its way arrives.
  void arrive(node&, std::uint64_t requests);
  // Somebody looks, perhaps.
  void look(node&, instant clock);
  // The node died: connections break.
  void disconnected();

  // From here on every reply gets through; all who wait ask once more.
  void calm_down();
  std::size_t waiting() const { return waiting_.size(); }
  std::size_t on_their_way() const { return on_the_way_.size(); }

 private:
  struct told_answer {
    order_view order;
    instant at{};  // of the decision
  };
  struct intent {
    command asked;
    std::uint64_t tries = 0;
    std::optional<told_answer> first;
  };
  struct sending {
    std::size_t intent = 0;
    std::uint8_t alteration = 0;  // 0: as it was first sent
  };

  std::shared_ptr<attempt> next_attempt(sending const&);
  void heard(attempt const&, result<reply> const&);
  void demand_same(intent const&, attempt const&, reply const&) const;

  surroundings around_;
  wishes wishes_;
  std::uint64_t lost_reply_;
  std::vector<intent> intents_;
  std::vector<sending> on_the_way_;
  std::vector<std::size_t> waiting_;  // intents without an answer
};

}  // namespace chepiao::sim
