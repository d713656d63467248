#pragma once

#include <map>

#include "command/reply.h"
#include "engine/engine.h"
#include "sim/model.h"

namespace chepiao::sim {

// What buyers were told of their orders, and nothing else.
class promises {
 public:
  void told(order_view const&);

  // Throws wrong when an order that was told of is gone, is another, or fell back behind what was
  // told.
  void demand_kept(engine const&, model const& durable) const;

 private:
  std::map<order_id, order_view> last_;
};

}  // namespace chepiao::sim
