#include "booking/decide.h"

namespace chepiao {

result<outcome> decide(book const& b, sale const&, close_departures const&, instant now) {
  auto out = outcome{};
  for (auto const id : b.closing_by(now, kClosedPerRecordMax)) {
    out.events.emplace_back(departure_closed{id});
  }
  return out;
}

result<outcome> decide(book const& b, sale const&, settle_orders const&, instant) {
  auto out = outcome{};
  if (auto orders = b.leaving(kSettledPerRecordMax); !orders.empty()) {
    out.events.emplace_back(orders_settled{std::move(orders)});
  }
  return out;
}

}  // namespace chepiao
