#include <algorithm>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "sim/step_names.h"
#include "sim/steps.h"
#include "sim/words.h"

// Steps from text.

namespace chepiao::sim {
namespace {

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
  t.limits.close_after = seconds{3600};
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
