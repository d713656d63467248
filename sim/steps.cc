#include "sim/steps.h"

#include <array>
#include <span>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/words.h"

namespace chepiao::sim {
namespace {

constexpr auto kLineNames = std::array<std::string_view, 3>{"G1", "D2", "K3"};
constexpr auto kClassNames = std::array<std::string_view, 2>{"second", "first"};
constexpr auto kPoints = std::array<std::string_view, kCrashPoints + 1>{"nowhere",
                                                                        "before-append",
                                                                        "in-append-row-lost",
                                                                        "in-append-row-kept",
                                                                        "before-replies",
                                                                        "between-replies",
                                                                        "before-snapshot",
                                                                        "in-snapshot-torn",
                                                                        "in-snapshot-spoilt",
                                                                        "in-recovery"};
constexpr auto kLosses =
    std::array<std::string_view, 4>{"nothing", "everything", "a-torn-end", "some-writes"};
constexpr auto kRows = std::array<std::string_view, 2>{"row-lost", "row-kept"};
constexpr auto kSpoilings = std::array<std::string_view, 3>{"flip", "tear", "remove"};
constexpr auto kTamperings =
    std::array<std::string_view, 6>{"flip", "forge", "drop", "swap", "repeat", "forget"};
constexpr auto kPolicies = std::array<std::string_view, 2>{"first-fit", "best-fit"};
constexpr auto kMedia = std::array<std::string_view, 2>{"rows", "sqlite"};

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

// ---- and back

template <typename Enum, std::size_t N>
Enum read_name(words& in, std::array<std::string_view, N> const& names) {
  return static_cast<Enum>(in.one_of(std::span<std::string_view const>{names}));
}

milliseconds read_time(words& in) {
  return milliseconds{in.number_before("ms")};
}

terms read_terms(words& in) {
  auto t = terms{};
  t.limits.presale_days = 4;
  t.limits.hold_time = seconds{in.number_between("hold=", "s")};
  t.limits.unpaid_orders_per_account_max = static_cast<int>(in.number_between("unpaid=", ""));
  t.limits.open_orders_per_account_max = static_cast<int>(in.number_between("open=", ""));
  t.limits.key_lifetime = seconds{in.number_between("keys=", "s")};
  t.policy = in.next() == "policy=best-fit" ? seat_policy::best_fit : seat_policy::first_fit;
  t.minor_per_segment = in.number_between("price=", "");
  return t;
}

struct run_name {
  std::uint32_t line = 0;
  std::int32_t day = 0;
};
run_name read_run(words& in) {
  auto const& word = in.next();
  for (auto i = std::uint32_t{0}; i < kLineNames.size(); ++i) {
    if (word.starts_with(kLineNames[i])) {
      return {i, static_cast<std::int32_t>(std::stol(word.substr(kLineNames[i].size())))};
    }
  }
  throw std::invalid_argument{"no line " + word};
}

leg_wish read_leg(words& in) {
  auto const [line, day] = read_run(in);
  auto out = leg_wish{.line = line, .day = day, .seats = {}};
  auto const stretch = in.next();
  auto const dash = stretch.find('-');
  out.from = static_cast<std::uint16_t>(std::stoul(stretch.substr(0, dash)));
  out.to = static_cast<std::uint16_t>(std::stoul(stretch.substr(dash + 1)));
  out.place_class = static_cast<std::uint8_t>(in.one_of(kClassNames));
  if (in.skip("seats")) {
    auto list = in.next();
    for (auto at = std::size_t{0}; at < list.size();) {
      auto const end = std::min(list.find(',', at), list.size());
      out.seats.push_back(static_cast<std::uint16_t>(std::stoul(list.substr(at, end - at))));
      at = end + 1;
    }
  }
  return out;
}

step read_wish(words& in) {
  auto out = wish{.number = in.number<wish_number>(), .what = {}};
  in.expect("account");
  out.account = in.number<std::uint64_t>();
  if (in.skip("holds")) {
    in.expect("for");
    auto hold = hold_wish{.legs = {}, .people = in.next()};
    while (in.skip(":")) {
      hold.legs.push_back(read_leg(in));
    }
    out.what = std::move(hold);
  } else if (in.skip("pays")) {
    out.what = pay_wish{in.number<wish_number>()};
  } else if (in.skip("cancels")) {
    out.what = cancel_wish{in.number<wish_number>()};
  } else {
    in.expect("returns");
    auto back = refund_wish{.order = in.number<wish_number>(), .tickets = {}};
    while (!in.done()) {
      back.tickets.push_back(in.number<std::uint8_t>());
    }
    out.what = std::move(back);
  }
  return out;
}

step read_send(words& in) {
  auto out = send{.number = in.number<wish_number>()};
  if (in.skip("altered")) {
    out.altered = in.number<std::uint8_t>();
  }
  out.reply = in.skip("reply-lost") ? send::answer::lost : send::answer::heard;
  out.when = in.skip("before-timers") ? send::timing::before_timers : send::timing::after_timers;
  out.drawn = in.skip("drawing-order") ? in.number<wish_number>() : 0;
  return out;
}

step read_look(words& in) {
  if (in.skip("seats")) {
    return look_seats{read_leg(in)};
  }
  in.expect("order");
  auto out = look_order{.order = in.number<wish_number>()};
  in.expect("account");
  out.account = in.number<std::uint64_t>();
  return out;
}

step read_pass(words& in) {
  if (!in.skip("to")) {
    return pass{read_time(in)};
  }
  if (in.skip("deadline")) {
    in.expect("of");
    auto const order = in.number<wish_number>();
    return pass_to_deadline{.order = order, .beyond = read_time(in)};
  }
  in.expect("departure");
  in.expect("of");
  auto const [line, day] = read_run(in);
  auto const at = in.number<std::uint16_t>();
  return pass_to_departure{.line = line, .day = day, .stop = at, .beyond = read_time(in)};
}

step read_snapshots(words& in) {
  if (in.skip("copied")) return copy_snapshots{};
  if (in.skip("restored")) return restore_snapshots{};
  auto out = spoil_snapshot{.how = read_name<spoil_snapshot::way>(in, kSpoilings)};
  out.which = in.number<std::uint32_t>();
  out.where = in.number<std::uint64_t>();
  return out;
}

step read_disk(words& in) {
  if (in.skip("full")) return fill_disk{};
  if (in.skip("freed")) return free_disk{};
  in.expect("fails");
  in.expect("append");
  auto out = fail_append{.then = read_name<fail_append::row>(in, kRows)};
  out.call = in.number<std::uint64_t>();
  return out;
}

step read_tamper(words& in) {
  auto out = tamper{.how = read_name<tamper::way>(in, kTamperings)};
  out.row = in.number<std::uint64_t>();
  out.where = in.number<std::uint64_t>();
  return out;
}

step read_power(words& in) {
  in.expect("lost");
  in.expect("with");
  auto out = lose_power{.how = read_name<lose_power::loss>(in, kLosses)};
  out.chance = in.number<std::uint64_t>();
  return out;
}

step read_stop(words& in) {
  return in.skip("then") ? stop{read_terms(in)} : stop{};
}

step read_step(words& in) {
  auto const first = in.next();
  if (first == "wish") return read_wish(in);
  if (first == "send") return read_send(in);
  if (first == "look") return read_look(in);
  if (first == "pass") return read_pass(in);
  if (first == "seal") return seal{};
  if (first == "flush") return flush{};
  if (first == "stop") return read_stop(in);
  if (first == "kill") return kill{};
  if (first == "takeover") return takeover{};
  if (first == "power") return read_power(in);
  if (first == "disk") return read_disk(in);
  if (first == "snapshots") return read_snapshots(in);
  if (first == "tamper") return read_tamper(in);
  if (first == "zombie") return in.expect("wakes"), zombie_wakes{};
  if (first == "snapshot") {
    if (in.skip("taken")) return take_snapshot{};
    return in.expect("written"), write_snapshot{};
  }
  if (first == "die") {
    auto out = doom{.where = read_name<crash_point>(in, kPoints)};
    out.byte = in.number<std::uint64_t>();
    return out;
  }
  throw std::invalid_argument{"I do not understand " + first};
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

script parse_script(std::string const& text) {
  auto out = script{.first = {}, .steps = {}};
  auto line_number = 0;
  for (auto at = std::size_t{0}; at < text.size();) {
    auto const end = std::min(text.find('\n', at), text.size());
    auto in = words{text.substr(at, std::min(end, text.find('#', at)) - at)};
    at = end + 1;
    ++line_number;
    try {
      if (in.done()) {
        continue;
      }
      if (in.skip("sale")) {
        out.first = read_terms(in);
      } else if (in.skip("server")) {
        out.batch_records_max = static_cast<std::size_t>(in.number_between("batch=", ""));
        out.journal = in.next() == "journal=sqlite" ? medium::sqlite : medium::rows;
      } else {
        out.steps.push_back(read_step(in));
      }
      in.demand_done();
    } catch (std::exception const& e) {
      throw std::invalid_argument{fmt::format("line {}: {}", line_number, e.what())};
    }
  }
  return out;
}

}  // namespace chepiao::sim
