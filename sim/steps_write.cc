#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/step_names.h"
#include "sim/steps.h"

// Steps as text.

namespace chepiao::sim {
namespace {

template <typename Enum, std::size_t N>
std::string_view name_of(std::array<std::string_view, N> const& names, Enum e) {
  return names.at(static_cast<std::size_t>(e));
}

std::string text_of(milliseconds t) {
  return fmt::format("{:+}ms", t.count());
}

std::string text_of(terms const& t) {
  return fmt::format("hold={}s unpaid={} open={} keys={}s policy={} price={}",
                     t.limits.hold_time.count(), t.limits.unpaid_orders_per_account_max,
                     t.limits.open_orders_per_account_max, t.limits.key_lifetime.count(),
                     name_of(kPolicies, t.policy), t.minor_per_segment);
}

std::string text_of(leg_wish const& l) {
  auto out = fmt::format("{}{:+} {}-{} {}", kLineNames.at(l.line), l.day, l.from, l.to,
                         kClassNames.at(l.place_class));
  return l.seats.empty() ? out : fmt::format("{} seats {}", out, fmt::join(l.seats, ","));
}

std::string text_of(hold_wish const& w) {
  auto out = fmt::format("holds for {}", w.people);
  for (auto const& leg : w.legs) {
    out += " : " + text_of(leg);
  }
  return out;
}
std::string text_of(pay_wish const& w) {
  return fmt::format("pays {}", w.order);
}
std::string text_of(cancel_wish const& w) {
  return fmt::format("cancels {}", w.order);
}
std::string text_of(refund_wish const& w) {
  return fmt::format("returns {} {}", w.order, fmt::join(w.tickets, " "));
}

std::string text_of(wish const& s) {
  return fmt::format("wish {} account {} {}", s.number, s.account,
                     std::visit([](auto const& w) { return text_of(w); }, s.what));
}
std::string text_of(send const& s) {
  return fmt::format("send {}{}{}{}{}", s.number,
                     s.altered > 0 ? fmt::format(" altered {}", s.altered) : "",
                     s.reply == send::answer::lost ? " reply-lost" : "",
                     s.when == send::timing::before_timers ? " before-timers" : "",
                     s.drawn > 0 ? fmt::format(" drawing-order {}", s.drawn) : "");
}
std::string text_of(look_order const& s) {
  return fmt::format("look order {} account {}", s.order, s.account);
}
std::string text_of(look_seats const& s) {
  return "look seats " + text_of(s.leg);
}
std::string text_of(pass const& s) {
  return "pass " + text_of(s.by);
}
std::string text_of(pass_to_deadline const& s) {
  return fmt::format("pass to deadline of {} {}", s.order, text_of(s.beyond));
}
std::string text_of(pass_to_departure const& s) {
  return fmt::format("pass to departure of {}{:+} {} {}", kLineNames.at(s.line), s.day, s.stop,
                     text_of(s.beyond));
}
std::string text_of(seal const&) {
  return "seal";
}
std::string text_of(flush const&) {
  return "flush";
}
std::string text_of(take_snapshot const&) {
  return "snapshot taken";
}
std::string text_of(write_snapshot const&) {
  return "snapshot written";
}
std::string text_of(stop const& s) {
  return s.then ? "stop then " + text_of(*s.then) : "stop";
}
std::string text_of(kill const&) {
  return "kill";
}
std::string text_of(doom const& s) {
  return fmt::format("die {} {}", name_of(kPoints, s.where), s.byte);
}
std::string text_of(takeover const&) {
  return "takeover";
}
std::string text_of(zombie_wakes const&) {
  return "zombie wakes";
}
std::string text_of(lose_power const& s) {
  return fmt::format("power lost with {} {}", name_of(kLosses, s.how), s.chance);
}
std::string text_of(fail_append const& s) {
  return fmt::format("disk fails append {} {}", name_of(kRows, s.then), s.call);
}
std::string text_of(fill_disk const&) {
  return "disk full";
}
std::string text_of(free_disk const&) {
  return "disk freed";
}
std::string text_of(spoil_snapshot const& s) {
  return fmt::format("snapshots {} {} {}", name_of(kSpoilings, s.how), s.which, s.where);
}
std::string text_of(copy_snapshots const&) {
  return "snapshots copied";
}
std::string text_of(restore_snapshots const&) {
  return "snapshots restored";
}
std::string text_of(tamper const& s) {
  return fmt::format("tamper {} {} {}", name_of(kTamperings, s.how), s.row, s.where);
}

}  // namespace

std::string to_text(step const& s) {
  return std::visit([](auto const& what) { return text_of(what); }, s) + "\n";
}

std::string to_text(script const& s) {
  auto out = fmt::format("sale {}\nserver batch={} journal={}\n", text_of(s.first),
                         s.batch_records_max, name_of(kMedia, s.journal));
  for (auto const& one : s.steps) {
    out += to_text(one);
  }
  return out;
}

}  // namespace chepiao::sim
