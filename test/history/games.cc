#include "test/history/games.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace chepiao::history {
namespace {

// The clock that decides about deadlines is not the one that clients look at.
constexpr auto kClocksApart = std::int64_t{20'000'000};

class cutter {
 public:
  cutter(std::vector<operation> const& seen, facts const& journal, std::int64_t hold_time)
      : seen_{seen}, journal_{journal}, hold_time_{hold_time} {}

  games run() {
    learn();
    for (auto const& op : seen_) {
      if (op.what == action::hold) {
        take_hold(op);
      }
    }
    for (auto const& op : seen_) {
      if (op.what != action::hold) {
        take_change(op);
      }
    }
    for (auto& [place_sold, one] : built_) {
      out_.steps += one.made.steps.size();
      out_.each.push_back(std::move(one.made));
    }
    return std::move(out_);
  }

 private:
  using where = std::pair<std::string, std::string>;  // departure and class
  struct building {
    game made;
    std::map<std::string, std::size_t> seats;
  };
  struct known_order {
    building* in;
    std::size_t number;
  };

  void learn() {
    for (auto const& each : journal_.commands) {
      by_key_.emplace(each.key, &each);
      if (each.what == action::hold) {
        holds_.emplace(each.order, &each);
      }
    }
    for (auto const& op : seen_) {
      auto const held = holds_.find(op.order);
      if (op.what == action::hold && op.succeeded() && held != holds_.end()) {
        accounts_.emplace(op.account, held->second->account);
        class_ids_.emplace(op.place_class, held->second->place_class);
      }
    }
  }

  building* building_of(operation const& op) {
    auto const [at, fresh] = built_.try_emplace({op.departure, op.place_class});
    auto& one = at->second;
    if (fresh) {
      auto const id = class_ids_.find(op.place_class);
      auto const seats = id == class_ids_.end()
                             ? journal_.capacity.end()
                             : journal_.capacity.find({op.departure, id->second});
      if (seats == journal_.capacity.end()) {
        built_.erase(at);
        return nullptr;  // never sold from: nothing to judge by
      }
      one.made.seats = seats->second;
      one.made.hold_time = hold_time_ == kNever ? kNever : hold_time_ - kClocksApart;
    }
    return &one;
  }

  static step step_of(operation const& op, step_kind kind) {
    return {.kind = kind,
            .invoke = op.invoke,
            .returned = op.returned.value_or(kNever),
            .order = 0,
            .from = op.from,
            .to = op.to,
            .passengers = static_cast<std::size_t>(op.passengers),
            .seats = {},
            .name = fmt::format("{} {} on {} {}-{} [{}, {}] {} {}", static_cast<int>(op.what),
                                op.order, op.departure, op.from, op.to, op.invoke,
                                op.returned.value_or(0), op.status, fmt::join(op.seats, " "))};
  }

  void add_hold(operation const& op,
                std::string const& order,
                std::vector<std::string> const& seats) {
    auto* const in = building_of(op);
    if (in == nullptr || seats.empty() || orders_.contains(order)) {
      ++out_.left_out;
      return;
    }
    auto s = step_of(op, step_kind::hold);
    s.order = in->made.orders++;
    for (auto const& seat : seats) {
      s.seats.push_back(in->seats.emplace(seat, in->seats.size()).first->second);
    }
    orders_.emplace(order, known_order{in, s.order});
    in->made.steps.push_back(std::move(s));
  }

  fact const* record_of_unanswered(operation const& op) const {
    auto const account = accounts_.find(op.account);
    if (account == accounts_.end()) {
      return nullptr;
    }
    auto const record = by_key_.find(key_of(account->second, op.key));
    return record == by_key_.end() ? nullptr : record->second;
  }

  void take_hold(operation const& op) {
    if (op.succeeded()) {
      add_hold(op, op.order, op.seats);
    } else if (op.refused() && op.code == "sold_out") {
      if (auto* const in = building_of(op)) {
        in->made.steps.push_back(step_of(op, step_kind::sold_out));
      } else {
        ++out_.left_out;
      }
    } else if (auto const* const record = op.refused() ? nullptr : record_of_unanswered(op)) {
      auto late = op;
      late.returned.reset();
      add_hold(late, record->order, record->seats);
    } else {
      ++out_.left_out;
    }
  }

  static std::optional<step_kind> kind_of(operation const& op) {
    if (op.refused()) {
      return op.code == "hold_expired" ? std::optional{step_kind::gone} : std::nullopt;
    }
    switch (op.what) {
      case action::pay:
        return step_kind::pay;
      case action::cancel:
        return step_kind::cancel;
      case action::refund:
        return step_kind::refund;
      case action::hold:
        break;
    }
    return std::nullopt;
  }

  void take_change(operation const& op) {
    auto const kind = kind_of(op);
    auto const order = orders_.find(op.order);
    auto const happened = op.succeeded() || op.refused() || record_of_unanswered(op) != nullptr;
    if (!kind || order == orders_.end() || !happened) {
      ++out_.left_out;
      return;
    }
    auto s = step_of(op, *kind);
    s.order = order->second.number;
    if (!op.succeeded() && !op.refused()) {
      s.returned = kNever;
    }
    order->second.in->made.steps.push_back(std::move(s));
  }

  std::vector<operation> const& seen_;
  facts const& journal_;
  std::int64_t hold_time_;
  std::unordered_map<std::string, fact const*> by_key_;
  std::unordered_map<std::string, fact const*> holds_;
  std::unordered_map<int, std::uint64_t> accounts_;
  std::unordered_map<std::string, unsigned> class_ids_;
  std::map<where, building> built_;
  std::unordered_map<std::string, known_order> orders_;
  games out_;
};

}  // namespace

games cut(std::vector<operation> const& seen, facts const& journal, std::int64_t hold_time_ns) {
  return cutter{seen, journal, hold_time_ns}.run();
}

}  // namespace chepiao::history
