#include "sim/clients.h"

#include <algorithm>
#include <utility>

#include "sim/demand.h"

namespace chepiao::sim {
namespace {

constexpr auto kNewestIntents = std::uint64_t{40};
constexpr auto kBreakOnDeath = std::uint64_t{50};

}  // namespace

void clients::want(instant clock) {
  auto& d = around_.chance;
  auto const n = intents_.size();
  intents_.push_back(
      {.asked = {.identity = command_identity{.id = {d.next_digest()}, .digest = d.next_digest()},
                 .body = wishes_.next(clock)},
       .first = {}});
  waiting_.push_back(n);
  if (!d.percent(around_.how.lost_request)) {
    on_the_way_.push_back({.intent = n});
  }
  if (d.percent(around_.how.doubled_request)) {
    on_the_way_.push_back({.intent = n});
  }
}

void clients::grow_impatient() {
  auto& d = around_.chance;
  if (!waiting_.empty() && d.percent(30)) {
    on_the_way_.push_back({.intent = waiting_[d.below(waiting_.size())]});
  }
  if (intents_.empty()) {
    return;
  }
  auto const newest = std::min<std::uint64_t>(intents_.size(), kNewestIntents);
  auto const any = [&] { return intents_.size() - 1 - d.below(newest); };
  if (d.percent(around_.how.late_retry)) {
    on_the_way_.push_back({.intent = any()});
  }
  if (d.percent(around_.how.altered_body)) {
    on_the_way_.push_back(
        {.intent = any(), .alteration = static_cast<std::uint8_t>(d.between(1, 2))});
  }
}

std::shared_ptr<attempt> clients::next_attempt(sending const& s) {
  auto& from = intents_[s.intent];
  auto out = std::make_shared<attempt>();
  out->intent = s.intent;
  out->asked = from.asked;
  out->retry = from.tries++ > 0;
  out->asked.identity->digest[0] ^= std::byte{s.alteration};
  if (auto* const hold = std::get_if<hold_seats>(&out->asked.body)) {
    // The server draws the order's id, each time that the request arrives.
    hold->order = around_.chance.next_order();
    if (s.alteration != 0) {
      hold->passengers.resize(1);
      std::ranges::for_each(hold->legs, [](auto& leg) { leg.seats.clear(); });
    }
  }
  return out;
}

void clients::arrive(node& server, std::uint64_t requests) {
  auto& d = around_.chance;
  for (; requests > 0 && !on_the_way_.empty(); --requests) {
    std::swap(on_the_way_[d.below(on_the_way_.size())], on_the_way_.back());
    auto const next = on_the_way_.back();
    on_the_way_.pop_back();
    server.take(next_attempt(next),
                [this](attempt const& a, result<reply> const& r) { heard(a, r); });
  }
}

void clients::look(node& server, instant clock) {
  auto& d = around_.chance;
  if (!d.percent(around_.how.reads)) {
    return;
  }
  if (d.percent(50)) {
    auto const o = wishes_.any_order();
    server.take(order_look{.order = o.order, .account = o.account});
  } else {
    server.take(seats_look{.leg = wishes_.any_leg(clock)});
  }
}

void clients::heard(attempt const& a, result<reply> const& answer) {
  around_.observer.told(a, answer);
  auto& i = intents_[a.intent];
  auto const as_first_sent = a.asked.identity->digest == i.asked.identity->digest;
  if (answer && as_first_sent) {
    demand_same(i, a, *answer);
  }
  if (around_.chance.percent(lost_reply_)) {
    return;
  }
  std::erase(waiting_, a.intent);
  if (answer && std::holds_alternative<hold_seats>(a.asked.body) && !answer->replayed) {
    wishes_.learn({.order = answer->order.order, .account = answer->order.account});
  }
  if (answer && as_first_sent && (!i.first || !answer->replayed)) {
    // Of a replay the time of the decision is known only when it made the order.
    auto const decided_at = !answer->replayed ? a.at
                            : std::holds_alternative<hold_seats>(a.asked.body)
                                ? answer->order.created_at
                                : instant{};
    i.first = told_answer{.order = answer->order, .at = decided_at};
  }
}

void clients::demand_same(intent const& i, attempt const& a, reply const& now) const {
  if (!i.first || a.at >= i.first->at + around_.how.limits.key_lifetime) {
    return;
  }
  auto const& first = i.first->order;
  demand(now.replayed, "a command happened twice under one key");
  demand(now.order.order == first.order && now.order.status == first.status &&
             now.order.refunded == first.refunded && now.order.tickets == first.tickets,
         "a retried key got another answer");
}

void clients::disconnected() {
  std::erase_if(on_the_way_, [&](auto const&) { return around_.chance.percent(kBreakOnDeath); });
}

void clients::calm_down() {
  lost_reply_ = 0;
  on_the_way_.clear();
  for (auto const n : waiting_) {
    on_the_way_.push_back({.intent = n});
  }
}

}  // namespace chepiao::sim
