#include "booking/decide.h"
#include "booking/own_order.h"

namespace chepiao {

result<outcome> decide(book const& b, sale const&, pay_order const& asked, instant now) {
  auto const slot = TRY(own_order(b, asked.order, asked.account));
  auto const& o = b.order(slot);
  if (o.status == order_status::expired) return refuse(refusal_code::hold_expired);
  if (o.status != order_status::reserved) return refuse(refusal_code::not_payable);
  if (now >= o.expires_at()) return refuse(refusal_code::hold_expired);
  if (asked.method != payment_method::sandbox) {
    return refuse(refusal_code::unsupported_payment_method, "method");
  }
  return outcome{
      .events = {payment_captured{.order = o.id, .method = asked.method, .amount = b.total(o)},
                 order_ticketed{o.id}},
      .answer = recorded_result{.order = o.id, .status = order_status::ticketed}};
}

}  // namespace chepiao
