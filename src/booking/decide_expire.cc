#include "booking/decide.h"

namespace chepiao {

result<outcome> decide(book const& b, sale const&, expire_holds const&, instant now) {
  auto out = outcome{};
  for (auto const slot : b.expired_by(now, kExpiredPerRecordMax)) {
    out.events.emplace_back(order_expired{b.order(slot).id});
  }
  return out;
}

}  // namespace chepiao
