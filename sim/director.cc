#include "sim/director.h"

#include <algorithm>
#include <utility>

namespace chepiao::sim {
namespace {

constexpr auto kNewestWishes = std::uint64_t{40};
constexpr auto kBreakOnDeath = std::uint64_t{500};  // per mille of what is on its way
constexpr auto kRequestsPerRound = std::uint64_t{4};
constexpr auto kSqlite = std::uint64_t{12};  // percent of seeds

}  // namespace

terms draw_terms(dice& d) {
  auto t = terms{};
  t.limits.hold_time = seconds{d.between(1, 20) * 60};
  t.limits.presale_days = 4;
  t.limits.close_after = seconds{3600};
  t.limits.unpaid_orders_per_account_max = static_cast<int>(d.between(1, 6));
  t.limits.open_orders_per_account_max = static_cast<int>(d.between(4, 40));
  t.limits.key_lifetime = seconds{d.between(1, 24) * 3600};
  t.policy = d.percent(50) ? seat_policy::best_fit : seat_policy::first_fit;
  t.minor_per_segment = d.percent(50) ? 1000 : 2000;
  return t;
}

director::director(std::uint64_t seed, on_step tell)
    : chance_{seed}, weather_{draw_weather(chance_)}, tell_{std::move(tell)} {
  head_.first = draw_terms(chance_);
  head_.batch_records_max = chance_.percent(30) ? chance_.between(1, 3) : chance_.between(4, 64);
  head_.journal = chance_.percent(kSqlite) ? medium::sqlite : medium::rows;
}

void director::write(stage& s, step const& what) {
  if (tell_) {
    tell_(head_, &what);
  }
  s.play(what);
}

void director::round(stage& s, std::uint64_t fresh_wishes) {
  ++rounds_;
  pass_time(s);
  trouble_process(s);
  trouble_disk(s);
  trouble_snapshots(s);
  for (; fresh_wishes > 0; --fresh_wishes) {
    think_of_wish(s);
  }
  grow_impatient(s);
  if (chance_.percent(50)) {
    write(s, seal{});
  }
  deliver(s);
  look(s);
  if (happens(rounds_ < slow_until_ ? weather_.flush / 10 : weather_.flush)) {
    write(s, flush{});
  }
  if (s.lives() != lives_seen_) {
    lives_seen_ = s.lives();
    full_ = false;  // whoever starts it again makes room first
    std::erase_if(on_the_way_, [&](auto const&) { return happens(kBreakOnDeath); });
  }
}

// ---- time

void director::pass_time(stage& s) {
  if (happens(weather_.clock_stops)) {
    stopped_until_ = rounds_ + chance_.between(2, 30);
  }
  if (rounds_ >= stopped_until_) {
    auto by = milliseconds{chance_.below(static_cast<std::uint64_t>(weather_.tick.count()))};
    auto const jump = [&] {
      return milliseconds{chance_.below(static_cast<std::uint64_t>(weather_.jump.count()))};
    };
    if (happens(weather_.clock_jump)) {
      by += jump();
    }
    if (happens(weather_.clock_back)) {
      by -= jump();
    }
    write(s, pass{by});
  }
  if (happens(weather_.edge)) {
    pass_to_an_edge(s);
  }
}

// To the very moment, or one before or after; and somebody comes just then.
void director::pass_to_an_edge(stage& s) {
  auto const beyond = milliseconds{static_cast<std::int64_t>(chance_.below(3)) - 1};
  auto const o = any_order(s);
  auto const* const hold = s.people().find(o.order);
  if (hold == nullptr) {
    return;
  }
  auto const when = chance_.percent(50) ? send::timing::before_timers : send::timing::after_timers;
  auto const n = ++wishes_;
  if (chance_.percent(70)) {
    write(s, pass_to_deadline{.order = o.order, .beyond = beyond});
    if (chance_.percent(70)) {
      write(s, wish{.number = n, .account = o.account, .what = pay_wish{o.order}});
    } else {
      write(s, wish{.number = n, .account = o.account, .what = cancel_wish{o.order}});
    }
    write(s, send{.number = n, .when = when});
    return;
  }
  auto const& legs = std::get<hold_wish>(hold->what).legs;
  auto const& leg = legs[chance_.below(legs.size())];
  write(s, pass_to_departure{.line = leg.line, .day = leg.day, .stop = leg.from, .beyond = beyond});
  if (chance_.percent(60)) {
    write(s, wish{.number = n, .account = o.account, .what = draw_refund(o.order)});
  } else {
    auto again = hold_wish{.legs = {leg}, .people = "a"};
    again.legs.front().seats.clear();
    write(s, wish{.number = n, .account = any_account(), .what = std::move(again)});
  }
  write(s, send{.number = n, .when = when});
}

// ---- buyers and what lies between them and the server

void director::think_of_wish(stage& s) {
  auto w = draw_wish(s);
  auto const n = w.number;
  auto const pays = std::holds_alternative<pay_wish>(w.what);
  auto second = w;
  write(s, w);
  if (!pays) {
    post(s, n);
    return;
  }
  post_payment(s, n);
  if (happens(weather_.second_payment)) {
    second.number = ++wishes_;
    write(s, second);
    post_payment(s, second.number);
  }
}

void director::post(stage& s, wish_number n) {
  auto const draw = [&] {
    auto out = send{.number = n};
    out.reply = happens(weather_.lost_reply) ? send::answer::lost : send::answer::heard;
    out.when =
        happens(weather_.late_timers) ? send::timing::before_timers : send::timing::after_timers;
    out.drawn = happens(weather_.drawn_again) ? any_order(s).order : 0;
    return sending{.what = out};
  };
  if (!happens(weather_.lost_request)) {
    on_the_way_.push_back(draw());
  }
  if (happens(weather_.doubled_request)) {
    on_the_way_.push_back(draw());
  }
}

// The provider tells of a payment, perhaps late, perhaps more than once.
void director::post_payment(stage& s, wish_number n) {
  post(s, n);
  auto const later = [&] { return rounds_ + chance_.between(1, 60); };
  if (happens(weather_.late_notice)) {
    for (auto& one : on_the_way_) {
      one.not_before = one.what.number == n ? later() : one.not_before;
    }
  }
  if (happens(weather_.doubled_notice)) {
    on_the_way_.push_back({.what = {.number = n}, .not_before = later()});
  }
}

void director::grow_impatient(stage& s) {
  auto const waiting = s.people().waiting();
  if (!waiting.empty() && chance_.percent(30)) {
    post(s, waiting[chance_.below(waiting.size())]);
  }
  if (wishes_ == 0) {
    return;
  }
  auto const newest = std::min<std::uint64_t>(wishes_, kNewestWishes);
  auto const any = [&] { return wishes_ - static_cast<wish_number>(chance_.below(newest)); };
  if (happens(weather_.late_retry)) {
    on_the_way_.push_back({.what = {.number = any()}});
  }
  if (happens(weather_.altered_body)) {
    on_the_way_.push_back(
        {.what = {.number = any(), .altered = static_cast<std::uint8_t>(chance_.between(1, 2))}});
  }
}

void director::deliver(stage& s) {
  for (auto n = chance_.below(kRequestsPerRound + 1); n > 0 && !on_the_way_.empty(); --n) {
    auto const at = chance_.below(on_the_way_.size());
    if (on_the_way_[at].not_before > rounds_) {
      continue;
    }
    std::swap(on_the_way_[at], on_the_way_.back());
    auto const next = on_the_way_.back().what;
    on_the_way_.pop_back();
    write(s, next);
  }
}

void director::look(stage& s) {
  if (!happens(weather_.reads)) {
    return;
  }
  if (chance_.percent(50)) {
    auto const o = any_order(s);
    write(s, look_order{.order = o.order, .account = o.account});
  } else {
    write(s, look_seats{draw_leg(s)});
  }
}

}  // namespace chepiao::sim
