#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "sim/attempt.h"
#include "sim/railway.h"
#include "sim/steps.h"

namespace chepiao::sim {

// Who wants what, what they sent, and what they heard. The payment provider is among them: its
// notices are wishes to pay.
class buyers {
 public:
  explicit buyers(railway const& r) : line_{r} {}

  void want(wish const&);
  // The command as it arrives now; null when nobody has such a wish.
  std::shared_ptr<attempt> attempt_of(send const&);
  leg_request leg_of(leg_wish const&) const;
  // The order that came of a wish, as far as the buyer knows.
  order_id order_of(wish_number) const;

  // An answer got through to its buyer. Throws wrong when it breaks the promise of the key.
  // `kept` bounds that promise.
  void heard(attempt const&, result<reply> const&, seconds kept);

  // Wishes without an answer, and wishes to hold whose order was heard of.
  std::vector<wish_number> waiting() const;
  std::vector<wish_number> const& known() const { return known_; }
  wish const* find(wish_number) const;

 private:
  struct told_answer {
    order_view order;
    instant at{};  // of the decision
  };
  struct intent {
    wish wanted;
    command_identity identity;
    std::uint64_t tries = 0;
    bool waiting = true;
    std::optional<told_answer> first;
  };

  command_body body_of(wish const&, std::uint64_t tries) const;
  void demand_same(intent const&, attempt const&, reply const&, seconds kept) const;

  railway const& line_;
  std::map<wish_number, intent> intents_;
  std::map<wish_number, order_id> orders_;
  std::vector<wish_number> known_;
};

}  // namespace chepiao::sim
