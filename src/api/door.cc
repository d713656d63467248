#include "api/door.h"

#include <memory>
#include <utility>

#include "api/answers.h"

namespace chepiao::api {
namespace {

// By urgency: how late the server's threads may be. An order is to be answered within half a
// second, of which the deciding thread's queue takes its part.
constexpr auto kLagMax = std::array<milliseconds, kUrgencies>{
    milliseconds::max(), milliseconds{300}, milliseconds{150}, milliseconds{75}};

}  // namespace

bool door::is_too_many(urgency u, milliseconds lag) {
  auto const index = static_cast<std::size_t>(u);
  auto const most = kLagMax[index];
  if (lag <= most) {
    return false;
  }
  // Evenly: the n-th is let in when n shares of one are a whole number more than before.
  auto const n = asked_late_[index].fetch_add(1, std::memory_order_relaxed);
  auto const let_in = [&](std::uint64_t asked) {
    return asked * static_cast<std::uint64_t>(most.count()) /
           static_cast<std::uint64_t>(lag.count());
  };
  return let_in(n + 1) == let_in(n);
}

bool door::is_shut(urgency u, milliseconds lag) {
  if (is_too_many(u, lag)) {
    late_[static_cast<std::size_t>(u)].fetch_add(1, std::memory_order_relaxed);
    return true;
  }
  return u != urgency::money && sales_.turns_away(u);
}

http::route door::guarded(urgency u, http::route plain) {
  plain.handle = [this, u, inner = std::move(plain.handle)](
                     http::request&& request, std::unique_ptr<http::responder> reply) {
    if (is_shut(u, request.lag)) {
      reply->respond(refused(refusal_code::overloaded));
    } else {
      inner(std::move(request), std::move(reply));
    }
  };
  return plain;
}

}  // namespace chepiao::api
