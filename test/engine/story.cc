#include "test/engine/story.h"

#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/hash.h"
#include "test/engine/story_words.h"

namespace chepiao::test {
namespace {

constexpr auto kArrow = std::string_view{"→"};
// 06:00 in Shanghai.
constexpr auto kMorning = instant{std::chrono::days{kToday.days}} - std::chrono::hours{2};

std::string_view status_text(order_status status) {
  switch (status) {
    case order_status::init:
      return "init";
    case order_status::reserved:
      return "reserved";
    case order_status::paid:
      return "paid";
    case order_status::ticketed:
      return "ticketed";
    case order_status::cancelled:
      return "cancelled";
    case order_status::expired:
      return "expired";
    case order_status::refunded:
      return "refunded";
  }
  return "?";
}

std::pair<std::string, std::string> split_once(std::string const& text, char separator) {
  auto const at = text.find(separator);
  if (at == std::string::npos) {
    throw std::invalid_argument{fmt::format("no {} in {}", separator, text)};
  }
  return {text.substr(0, at), text.substr(at + 1)};
}

passenger_type type_called(std::string const& name) {
  if (name == "child") return passenger_type::child;
  if (name == "student") return passenger_type::student;
  if (name == "disabled") return passenger_type::disabled;
  throw std::invalid_argument{"no such type of passenger: " + name};
}

}  // namespace

struct story::words {
  std::string whole;
  std::vector<std::string> list;
  std::size_t at = 0;

  explicit words(std::string line) : whole{std::move(line)}, list{words_of(whole)} {}
  bool done() const { return at == list.size(); }
  std::string const& next() {
    if (done()) {
      throw std::invalid_argument{"something is missing"};
    }
    return list[at++];
  }
  bool skip(std::string_view word) {
    auto const there = !done() && list[at] == word;
    at += there ? 1 : 0;
    return there;
  }
};

story::story(std::string_view text) : lines_{} {
  // Keeps empty lines, so that positions are line numbers.
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    lines_.push_back(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<std::string> story::run() {
  auto wrong = std::vector<std::string>{};
  for (auto i = std::size_t{0}; i < lines_.size(); ++i) {
    auto const line = lines_[i];
    if (line.empty() || line.front() == '#') {
      continue;
    }
    auto const arrow = line.find(kArrow);
    auto told = words{trimmed(std::string_view{line}.substr(0, arrow))};
    auto const expected = arrow == std::string::npos
                              ? ""
                              : trimmed(std::string_view{line}.substr(arrow + kArrow.size()));
    try {
      auto const happened = step(told);
      if (!told.done()) {
        throw std::invalid_argument{"I do not understand " + told.next()};
      }
      if (happened != expected) {
        wrong.push_back(fmt::format("line {}: {}\n  told {}\n  got  {}", i + 1, told.whole,
                                    expected, happened));
      }
    } catch (std::exception const& e) {
      wrong.push_back(fmt::format("line {}: {}: {}", i + 1, line, e.what()));
    }
  }
  return wrong;
}

std::string story::step(words& in) {
  auto const first = in.next();
  if (first == "departure") return add_departure(in), "";
  if (first == "limit") return set_limits(in), "";
  if (desk_ == nullptr) {
    world_.finish();
    desk_ = std::make_unique<desk>(world_);
    desk_->clock.set(kMorning);
  }
  if (first == "time") return set_time(in), "";
  if (first == "after") {
    desk_->clock.advance(duration_of(in.next()));
    return desk_->run_timers(), "";
  }
  if (first == "free") return free(in);
  if (first == "crowd") return crowd(in);
  return act(first, in);
}

void story::add_departure(words& in) {
  auto line = small_world::line{.number = in.next(), .stops = {}, .classes = {}};
  while (!in.done()) {
    auto const [name, value] = split_once(in.next(), '=');
    if (name == "stops") {
      line.stops = split(value, ',');
    } else if (name == "at") {
      line.departs_s = seconds_of_day(value);
    } else {
      line.classes.push_back(
          {name == "seats" ? "second" : name, static_cast<std::uint16_t>(std::stoul(value))});
    }
  }
  world_.add(line);
}

void story::set_limits(words& in) {
  while (!in.done()) {
    auto const [name, value] = split_once(in.next(), '=');
    auto& limits = world_.limits;
    if (name == "hold") {
      limits.hold_time = std::chrono::duration_cast<seconds>(duration_of(value));
    } else if (name == "keys") {
      limits.key_lifetime = std::chrono::duration_cast<seconds>(duration_of(value));
    } else if (name == "unpaid") {
      limits.unpaid_orders_per_account_max = std::stoi(value);
    } else if (name == "open") {
      limits.open_orders_per_account_max = std::stoi(value);
    } else if (name == "people") {
      limits.passengers_per_order_max = std::stoi(value);
    } else if (name == "legs") {
      limits.legs_per_order_max = std::stoi(value);
    } else if (name == "presale") {
      limits.presale_days = std::stoi(value);
    } else {
      throw std::invalid_argument{"no such limit: " + name};
    }
  }
}

void story::set_time(words& in) {
  auto day = 0;
  auto word = in.next();
  if (word.front() == '+') {
    day = std::stoi(word);
    word = in.next();
  }
  auto const midnight = kMorning - std::chrono::hours{6} + std::chrono::days{day};
  desk_->clock.set(midnight + seconds{seconds_of_day(word)});
  desk_->run_timers();
}

leg_request story::leg(words& in) {
  auto const name = in.next();
  auto const plus = name.find_first_of("+-");
  auto const days = plus == std::string::npos ? 0 : std::stoi(name.substr(plus));
  auto const [from, to] = split_once(in.next(), '-');
  auto out = leg_request{};
  // Names that are not on the timetable become numbers that are not there either.
  out.departure = {service_id{9'999}, kToday + days};
  out.from = out.to = stop_index{9'999};
  if (name.substr(0, plus) != "nothing") {
    auto const& train = world_.service_called(name.substr(0, plus));
    out.departure.service = train.id;
    out.from = world_.stop_called(train, from).value_or(out.from);
    out.to = world_.stop_called(train, to).value_or(out.to);
  }
  out.place_class = world_.class_called("second");
  if (in.skip("first")) {
    out.place_class = world_.class_called("first");
  } else if (in.skip("sleeper")) {
    out.place_class = place_class_id{99};
  }
  return out;
}

std::vector<leg_request> story::legs(words& in) {
  auto out = std::vector{leg(in)};
  while (in.skip(",")) {
    out.push_back(leg(in));
  }
  return out;
}

std::vector<passenger_ref> story::people(std::string const& who, words& in) {
  auto names = std::vector{who};
  if (in.skip("for")) {
    auto const many = std::stoul(in.next());
    while (names.size() < many) {
      names.push_back(fmt::format("{} {}", who, names.size() + 1));
    }
    names.resize(many);
  } else if (in.skip("with")) {
    names = split(in.next(), ',');
  }
  auto out = std::vector<passenger_ref>{};
  for (auto const& name : names) {
    auto const parts = split(name, ':');
    auto const number = number_for(parts[0]);
    out.push_back({passenger_id{number}, document_hash{number},
                   parts.size() > 1 ? type_called(parts[1]) : passenger_type::adult});
  }
  return out;
}

result<order_view> story::ask(command_body body, words& in) {
  desk_->last_was_replayed = false;
  if (!in.skip("key")) {
    return desk_->ask(std::move(body));
  }
  auto const said = fmt::format(
      "{}", fmt::join(in.list.begin(), in.list.begin() + static_cast<long>(in.at) - 1, " "));
  auto const id = command_identity{.id = {first_half(sha256{}.update(in.next()).finish())},
                                   .digest = first_half(sha256{}.update(said).finish())};
  return desk_->ask(std::move(body), id);
}

std::string story::told(result<order_view> const& order) const {
  if (!order) {
    return std::string{row_of(order.error().code).wire_code};
  }
  auto out = std::string{status_text(order->status)};
  if (order->status == order_status::reserved) {
    out = "held";
    for (auto i = std::size_t{0}; i < order->tickets.size(); ++i) {
      auto const& t = order->tickets[i];
      out += i > 0 && t.leg != order->tickets[i - 1].leg ? " + " : " ";
      out += t.coach == "01" ? t.label : t.coach + "-" + t.label;
    }
  } else if (order->refunded != 0) {
    out = fmt::format("returned {}, {}", yuan(order->returned), out);
  }
  return out + (desk_->last_was_replayed ? " again" : "");
}

std::string story::hold(std::string const& who, words& in) {
  auto asked = hold_seats{.order = {1, ++orders_},
                          .account = account_id{number_for(who)},
                          .legs = legs(in),
                          .passengers = people(who, in)};
  if (in.skip("seats")) {
    for (auto const& name : split(in.next(), ',')) {
      asked.legs.front().seats.push_back({"01", name});
    }
  }
  auto const order = ask(std::move(asked), in);
  if (order) {
    latest_[who] = order->order;
  }
  return told(order);
}

std::string story::crowd(words& in) {
  (void)in.skip("of");
  auto const many = std::stoul(in.next());
  auto const rest = in.at;
  auto outcomes = std::map<std::string, int>{};
  auto order = std::vector<std::string>{};
  for (auto i = 1UL; i <= many; ++i) {
    in.at = rest;
    auto outcome = act(fmt::format("crowd {}", i), in);
    outcome = outcome.substr(0, outcome.find(' '));
    if (++outcomes[outcome] == 1) {
      order.push_back(outcome);
    }
  }
  auto out = std::vector<std::string>{};
  for (auto const& outcome : order) {
    out.push_back(fmt::format("{} {}", outcomes[outcome], outcome));
  }
  return fmt::format("{}", fmt::join(out, ", "));
}

order_id story::order_of(std::string const& who, words& in) {
  if (!in.done() && in.list[in.at].ends_with("'s")) {
    auto const& name = in.next();
    return latest_.at(name.substr(0, name.size() - 2));
  }
  return latest_.at(who);
}

std::string story::refund(std::string const& who, words& in) {
  auto asked = refund_tickets{
      .order = order_of(who, in), .account = account_id{number_for(who)}, .tickets = {}};
  if (!in.skip("all")) {
    while (!in.done() && in.list[in.at].find_first_not_of("0123456789") == std::string::npos) {
      asked.tickets.push_back(static_cast<std::uint8_t>(std::stoul(in.next()) - 1));
    }
  }
  return told(ask(std::move(asked), in));
}

std::string story::act(std::string const& who, words& in) {
  auto const account = account_id{number_for(who)};
  auto const verb = in.next();
  if (verb == "hold") return hold(who, in);
  if (verb == "refund") return refund(who, in);
  auto const order = order_of(who, in);
  if (verb == "pay") return told(ask(pay_order{order, account, payment_method::sandbox}, in));
  if (verb == "cancel") return told(ask(cancel_order{order, account}, in));
  if (verb == "order") {
    desk_->last_was_replayed = false;
    return told(desk_->machine.find_order(order, account));
  }
  throw std::invalid_argument{"nobody can " + verb};
}

// Counted on the seat map, and the same for readers as soon as the departure was held from.
std::string story::free(words& in) {
  auto const wanted = leg(in);
  auto const map = desk_->machine.seat_map(wanted.departure, wanted.place_class, wanted.from,
                                           wanted.to, desk_->clock.now());
  if (!map) {
    return std::string{row_of(map.error().code).wire_code};
  }
  auto free = int{map->seats};
  for (auto const word : map->taken) {
    free -= std::popcount(word);
  }
  if (auto const* const counts = desk_->seats.find(wanted.departure); counts != nullptr) {
    if (counts->free(wanted.place_class, wanted.from, wanted.to) != free) {
      return "readers see another number";
    }
  }
  return std::to_string(free);
}

}  // namespace chepiao::test
