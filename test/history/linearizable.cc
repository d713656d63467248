#include "test/history/linearizable.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "test/history/seats_model.h"

namespace chepiao::history {
namespace {

// What changes seats is put into the order as late as can be: when it returns, or when another step
// needs it before; a `sold_out` changes nothing and is put there as soon as it is true. That loses
// no explanation: a hold that nobody needs yet only stands in the way, and giving back seats that
// nobody wants yet only spoils a `sold_out`. Choices are left where one waiting hold or another
// explains a step, and before seats are given back: then a waiting `sold_out` may need holds first.
class search {
 public:
  search(game const& played, std::uint64_t tries_max)
      : played_{played},
        tries_left_{tries_max},
        model_{played},
        done_(played.steps.size(), false),
        by_order_(played.orders) {
    for (auto i = std::size_t{0}; i < played_.steps.size(); ++i) {
      auto const& s = played_.steps[i];
      events_.push_back({s.invoke, false, i});
      if (s.returned != kNever) {
        events_.push_back({s.returned, true, i});
      }
      if (s.kind != step_kind::sold_out) {
        by_order_[s.order].push_back(i);
      }
    }
    // At the same nanosecond nobody knows which was first: then they overlap.
    std::ranges::sort(events_);
  }

  judgement run() {
    auto const tries = tries_left_;
    auto out = judgement{.is = verdict::linearizable, .stuck = {}, .tried = 0};
    while (at_ < events_.size()) {
      if (tries_left_-- == 0) {
        out.is = verdict::undecided;
        break;
      }
      if (!advance() && !another_way()) {
        out.is = verdict::wrong;
        break;
      }
    }
    if (out.is != verdict::linearizable && farthest_ < events_.size()) {
      out.stuck = played_.steps[events_[farthest_].of].name;
    }
    out.tried = tries - tries_left_;
    return out;
  }

 private:
  struct event {
    std::int64_t time;
    bool returns;
    std::size_t of;
    friend auto operator<=>(event const&, event const&) = default;
  };
  // What happens before the search goes on: these steps, and these holds expire.
  struct way {
    std::vector<std::size_t> steps;
    std::vector<std::size_t> expire;
  };
  struct choice {
    std::size_t at;
    std::size_t model_mark;
    std::size_t done_mark;
    std::vector<way> left;
  };

  bool advance() {
    auto const& now = events_[at_];
    if (!now.returns || done_[now.of]) {
      note_waiting(now);
      ++at_;
      if (!now.returns && played_.steps[now.of].kind == step_kind::sold_out) {
        settle(now.of);
      }
      return true;
    }
    auto ways = ways_for(played_.steps[now.of], now.of);
    if (std::ranges::any_of(ways, [&](way const& w) { return gives_back(w); })) {
      auto first = ways_before_giving_back();
      ways.insert(ways.begin(), first.begin(), first.end());
    }
    farthest_ = std::max(farthest_, at_);
    if (ways.empty()) {
      return false;
    }
    if (ways.size() > 1) {
      if (!met_.insert(mixed(model_.hash() ^ done_hash_) ^ mixed(at_)).second) {
        return false;  // been here, and it led nowhere
      }
      std::ranges::reverse(ways);
      auto first = std::move(ways.back());
      ways.pop_back();
      choices_.push_back({at_, model_.mark(), done_log_.size(), std::move(ways)});
      take(first);
    } else {
      take(ways.front());
    }
    return true;
  }

  bool another_way() {
    while (!choices_.empty()) {
      auto& last = choices_.back();
      rewind(last);
      if (!last.left.empty()) {
        auto const next = std::move(last.left.back());
        last.left.pop_back();
        take(next);
        return true;
      }
      choices_.pop_back();
    }
    return false;
  }

  void rewind(choice const& to) {
    while (at_ > to.at) {
      --at_;
      auto const& undone = events_[at_];
      if (undone.returns) {
        waiting_.insert(undone.of);
      } else {
        waiting_.erase(undone.of);
      }
    }
    model_.back_to(to.model_mark);
    while (done_log_.size() > to.done_mark) {
      flip_done(done_log_.back(), false);
      done_log_.pop_back();
    }
  }

  void note_waiting(event const& now) {
    if (now.returns) {
      waiting_.erase(now.of);
    } else {
      waiting_.insert(now.of);
    }
  }

  // What is true now is put into the order now.
  void settle(std::size_t i) {
    auto const& s = played_.steps[i];
    if (!done_[i] && is_sold_out(s)) {
      flip_done(i, true);
      done_log_.push_back(i);
    }
  }

  bool is_sold_out(step const& s) const {
    return model_.free_seats(s.from, s.to).size() + model_.unnamed_seats() < s.passengers;
  }

  bool gives_back(way const& w) const {
    return !w.expire.empty() || std::ranges::any_of(w.steps, [&](std::size_t i) {
      auto const kind = played_.steps[i].kind;
      return kind == step_kind::cancel || kind == step_kind::refund;
    });
  }

  // Holds that a waiting `sold_out` may need while the seats are still taken.
  std::vector<way> ways_before_giving_back() const {
    auto out = std::vector<way>{};
    auto seen = std::set<std::size_t>{};
    for (auto const i : waiting_) {
      if (done_[i] || played_.steps[i].kind != step_kind::sold_out) {
        continue;
      }
      for (auto& w : ways_to_sell_out(played_.steps[i], i)) {
        if (seen.insert(w.steps.back()).second) {
          out.push_back(std::move(w));
        }
      }
    }
    return out;
  }

  void flip_done(std::size_t step, bool to) {
    done_[step] = to;
    done_hash_ ^= mixed(~static_cast<std::uint64_t>(step));
  }

  void take(way const& w) {
    for (auto const order : w.expire) {
      model_.move(order, standing::gone);
    }
    for (auto const i : w.steps) {
      flip_done(i, true);
      done_log_.push_back(i);
      auto const& s = played_.steps[i];
      switch (s.kind) {
        case step_kind::hold:
          model_.move(s.order, standing::held);
          break;
        case step_kind::pay:
          model_.move(s.order, standing::paid);
          break;
        case step_kind::cancel:
        case step_kind::refund:
          model_.move(s.order, standing::gone);
          break;
        case step_kind::gone:
        case step_kind::sold_out:
          break;
      }
    }
    for (auto const i : waiting_) {
      if (played_.steps[i].kind == step_kind::sold_out) {
        settle(i);
      }
    }
  }

  std::int64_t now() const { return events_[at_].time; }

  // A step of this kind that waits for its turn.
  std::optional<std::size_t> waiting_for(std::size_t order, step_kind kind) const {
    for (auto const i : by_order_[order]) {
      if (played_.steps[i].kind == kind && !done_[i] && waiting_.contains(i)) {
        return i;
      }
    }
    return std::nullopt;
  }

  // Makes an order give back its seats by now, if anything can.
  bool free_by_now(std::size_t order, way& w) const {
    auto const now_is = model_.of(order);
    auto const by = now_is == standing::paid ? step_kind::refund : step_kind::cancel;
    if (auto const step = waiting_for(order, by)) {
      w.steps.push_back(*step);
      return true;
    }
    if (now_is == standing::held && model_.expired_by(order, now())) {
      w.expire.push_back(order);
      return true;
    }
    return false;
  }

  std::optional<way> way_to_hold(std::size_t i) const {
    auto const& hold = played_.steps[i];
    auto w = way{};
    if (model_.of(hold.order) != standing::none) {
      return std::nullopt;
    }
    for (auto const other : model_.blockers(hold)) {
      if (!free_by_now(other, w)) {
        return std::nullopt;
      }
    }
    w.steps.push_back(i);
    return w;
  }

  std::vector<way> ways_for(step const& s, std::size_t i) const {
    switch (s.kind) {
      case step_kind::hold:
        return ways_to_hold(s, i);
      case step_kind::sold_out:
        return ways_to_sell_out(s, i);
      case step_kind::pay:
      case step_kind::cancel:
        return only_if(model_.of(s.order) == standing::held, i);
      case step_kind::refund: {
        auto const paying = waiting_for(s.order, step_kind::pay);
        if (model_.of(s.order) == standing::held && paying) {
          return {{.steps = {*paying, i}, .expire = {}}};
        }
        return only_if(model_.of(s.order) == standing::paid, i);
      }
      case step_kind::gone: {
        auto w = way{};
        if (model_.of(s.order) == standing::held && !free_by_now(s.order, w)) {
          return {};
        }
        w.steps.push_back(i);
        return model_.of(s.order) == standing::paid || model_.of(s.order) == standing::none
                   ? std::vector<way>{}
                   : std::vector<way>{w};
      }
    }
    return {};
  }

  static std::vector<way> only_if(bool holds, std::size_t i) {
    return holds ? std::vector<way>{{.steps = {i}, .expire = {}}} : std::vector<way>{};
  }

  // At once; or after a waiting hold of such a seat that has come and gone meanwhile.
  std::vector<way> ways_to_hold(step const& s, std::size_t i) const {
    auto out = std::vector<way>{};
    if (auto w = way_to_hold(i)) {
      out.push_back(std::move(*w));
    }
    for (auto const other : waiting_) {
      auto const& o = played_.steps[other];
      if (other != i && !done_[other] && o.kind == step_kind::hold &&
          model_.expired_by(o.order, now()) && o.from < s.to && s.from < o.to &&
          std::ranges::find_first_of(o.seats, s.seats) != o.seats.end()) {
        if (auto w = way_to_hold(other)) {
          out.push_back(std::move(*w));
        }
      }
    }
    return out;
  }

  // At once if nothing is free; else each waiting hold of a free seat may have been first.
  std::vector<way> ways_to_sell_out(step const& s, std::size_t i) const {
    auto const free = model_.free_seats(s.from, s.to);
    if (free.size() + model_.unnamed_seats() < s.passengers) {
      return {{.steps = {i}, .expire = {}}};
    }
    auto out = std::vector<way>{};
    auto covered = std::set<std::size_t>{};
    for (auto const other : waiting_) {
      auto const& o = played_.steps[other];
      if (done_[other] || o.kind != step_kind::hold || o.from >= s.to || s.from >= o.to) {
        continue;
      }
      auto const before = covered.size();
      std::ranges::copy_if(o.seats, std::inserter(covered, covered.end()), [&](std::size_t seat) {
        return std::ranges::binary_search(free, seat);
      });
      auto const helps =
          covered.size() > before || std::ranges::any_of(o.seats, [&](std::size_t seat) {
            return std::ranges::binary_search(free, seat);
          });
      if (auto w = helps ? way_to_hold(other) : std::nullopt) {
        out.push_back(std::move(*w));
      }
    }
    auto const enough = free.size() - covered.size() + model_.unnamed_seats() < s.passengers;
    return enough ? out : std::vector<way>{};
  }

  game const& played_;
  std::uint64_t tries_left_;
  seats_model model_;
  std::vector<event> events_;
  std::vector<bool> done_;
  std::vector<std::vector<std::size_t>> by_order_;
  std::set<std::size_t> waiting_;
  std::vector<std::size_t> done_log_;
  std::uint64_t done_hash_ = 0;
  std::vector<choice> choices_;
  std::unordered_set<std::uint64_t> met_;
  std::size_t at_ = 0;
  std::size_t farthest_ = 0;
};

}  // namespace

judgement judge(game const& played, std::uint64_t tries_max) {
  return search{played, tries_max}.run();
}

}  // namespace chepiao::history
