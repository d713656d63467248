#pragma once

#include "base/instant.h"
#include "base/result.h"
#include "booking/book.h"
#include "booking/sale.h"
#include "command/command.h"

// The rules, one file per command. Each looks at the book and says what would happen; nothing
// changes. The checks of a command stand in the order in which they are reported.

namespace chepiao {

result<outcome> decide(book const&, sale const&, hold_seats const&, instant now);
result<outcome> decide(book const&, sale const&, pay_order const&, instant now);
result<outcome> decide(book const&, sale const&, cancel_order const&, instant now);
result<outcome> decide(book const&, sale const&, refund_tickets const&, instant now);

// Ends at most `kExpiredPerRecordMax` holds whose deadline has come; no events when there are none.
constexpr auto kExpiredPerRecordMax = std::size_t{256};
result<outcome> decide(book const&, sale const&, expire_holds const&, instant now);

// Closes departures whose run is over for good, and lets orders go of which nothing can be asked
// any more. Some at a time; no events when there are none.
constexpr auto kClosedPerRecordMax = std::size_t{64};
constexpr auto kSettledPerRecordMax = std::size_t{4096};
result<outcome> decide(book const&, sale const&, close_departures const&, instant now);
result<outcome> decide(book const&, sale const&, settle_orders const&, instant now);

}  // namespace chepiao
