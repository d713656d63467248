#include "http/exchange.h"

#include "base/check.h"
#include "http/session.h"

namespace chepiao::http {

exchange::exchange(std::shared_ptr<session> asked) : session_{std::move(asked)} {}

exchange::~exchange() {
  if (session_) {
    session_->thread().shared().figures.handler_failures.fetch_add(1, std::memory_order_relaxed);
    take()->answer(internal_error());
  }
}

void exchange::respond(response answer) {
  take()->answer(std::move(answer));
}

std::shared_ptr<event_stream> exchange::stream() {
  return take()->begin_stream();
}

std::shared_ptr<session> exchange::take() {
  CHECK(session_ != nullptr);
  auto asked = std::move(session_);
  asked->thread().shared().figures.requests_in_flight.fetch_sub(1, std::memory_order_relaxed);
  return asked;
}

}  // namespace chepiao::http
