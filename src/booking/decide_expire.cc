#include "booking/decide.h"

namespace chepiao {

result<outcome> decide(book const& b, sale const&, expire_holds const&, instant now) {
  auto out = outcome{};
  for (auto const& [expires_at, slot] : b.holds()) {
    if (expires_at > now || out.events.size() == kExpiredPerRecordMax) {
      break;
    }
    out.events.emplace_back(order_expired{b.order(slot).id});
  }
  return out;
}

}  // namespace chepiao
