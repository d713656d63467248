#include "booking/decide.h"
#include "booking/own_order.h"

namespace chepiao {

result<outcome> decide(book const& b, sale const&, cancel_order const& asked, instant now) {
  auto const slot = TRY(own_order(b, asked.order, asked.account));
  auto const& o = b.order(slot);
  if (o.status == order_status::expired) return refuse(refusal_code::hold_expired);
  if (o.status != order_status::reserved) return refuse(refusal_code::not_cancellable);
  if (now >= o.expires_at()) return refuse(refusal_code::hold_expired);
  return outcome{.events = {order_cancelled{o.id}},
                 .answer = recorded_result{.order = o.id, .status = order_status::cancelled}};
}

}  // namespace chepiao
