#include "test/history/harms.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace chepiao::history {
namespace {

using dice = std::mt19937_64;

template <typename List, typename Fits>
auto pick(List& list, dice& chance, Fits const& fits) -> decltype(&list[0]) {
  auto found = std::vector<decltype(&list[0])>{};
  for (auto& each : list) {
    if (fits(each)) {
      found.push_back(&each);
    }
  }
  return found.empty() ? nullptr : found[chance() % found.size()];
}

bool is_held(operation const& op) {
  return op.what == action::hold && op.succeeded();
}
bool first_answer(operation const& op) {
  return op.succeeded() && !op.replayed;
}

fact* record_of(recorded& r, action what, std::string const& order) {
  auto const at = std::ranges::find_if(
      r.journal.commands, [&](fact const& f) { return f.what == what && f.order == order; });
  return at == r.journal.commands.end() ? nullptr : &*at;
}

operation const* change_of(recorded const& r, action what, std::string const& order) {
  auto const at = std::ranges::find_if(r.seen, [&](operation const& op) {
    return op.what == what && op.order == order && !op.refused();
  });
  return at == r.seen.end() ? nullptr : &*at;
}

bool meet(operation const& a, operation const& b) {
  return a.departure == b.departure && a.place_class == b.place_class && a.from < b.to &&
         b.from < a.to;
}

// Never given back: paid, and not refunded.
bool sold_for_good(recorded const& r, operation const& hold) {
  auto const* const paid = change_of(r, action::pay, hold.order);
  return paid != nullptr && paid->succeeded() &&
         change_of(r, action::refund, hold.order) == nullptr;
}

// A later buyer is given the seats of a sold ticket; `told` decides who hears of it.
template <typename Told>
bool sell_again(recorded& r, dice& chance, Told const& told) {
  auto const* const first = pick(r.seen, chance, [&](operation const& op) {
    return is_held(op) && op.passengers == 1 && sold_for_good(r, op);
  });
  if (first == nullptr) {
    return false;
  }
  auto const paid = *change_of(r, action::pay, first->order)->returned;
  auto* const second = pick(r.seen, chance, [&](operation const& op) {
    return is_held(op) && op.invoke > paid && op.seats.size() == 1 && meet(op, *first) &&
           op.seats != first->seats;
  });
  return second != nullptr && told(*second, first->seats);
}

bool double_sale(recorded& r, dice& chance) {
  return sell_again(r, chance, [&](operation& second, auto const& seats) {
    auto* const record = record_of(r, action::hold, second.order);
    for (auto& op : r.seen) {
      op.seats = op.order == second.order ? seats : op.seats;
    }
    record->seats = seats;
    return true;
  });
}

bool reply_of_other_seats(recorded& r, dice& chance) {
  return sell_again(r, chance, [](operation& second, auto const& seats) {
    second.seats = seats;
    return true;
  });
}

bool lost_ack(recorded& r, dice& chance) {
  auto const* const op = pick(r.seen, chance, [](operation const& o) { return o.succeeded(); });
  return op != nullptr && std::erase_if(r.journal.commands, [&](fact const& f) {
                            return f.what == op->what && f.order == op->order;
                          }) > 0;
}

// Two records change places, though one client was answered before the other asked.
bool reordered(recorded& r, dice& chance) {
  auto const* const a = pick(r.seen, chance, first_answer);
  auto const* const b = a == nullptr ? nullptr : pick(r.seen, chance, [&](operation const& op) {
    return first_answer(op) && op.invoke > *a->returned;
  });
  if (b == nullptr) {
    return false;
  }
  auto* const one = record_of(r, a->what, a->order);
  auto* const other = record_of(r, b->what, b->order);
  std::swap(one->at, other->at);
  return true;
}

bool wrong_row_named(recorded& r, dice& chance) {
  auto* const op =
      pick(r.seen, chance, [](operation const& o) { return first_answer(o) && o.seq; });
  if (op == nullptr) {
    return false;
  }
  *op->seq += 1 + chance() % 3;
  return true;
}

bool stretch_differs(recorded& r, dice& chance) {
  auto* const op = pick(r.seen, chance, is_held);
  auto* const record = op == nullptr ? nullptr : record_of(r, action::hold, op->order);
  if (record == nullptr) {
    return false;
  }
  ++record->to;
  return true;
}

bool refused_and_sold(recorded& r, dice& chance) {
  auto* const op = pick(r.seen, chance, is_held);
  if (op == nullptr) {
    return false;
  }
  auto const order = op->order;
  op->status = 409;
  op->code = "sold_out";
  op->order.clear();
  op->seats.clear();
  std::erase_if(r.seen, [&](operation const& o) { return o.order == order; });
  return true;
}

bool nobody_asked(recorded& r, dice& chance) {
  auto* const op = pick(
      r.seen, chance, [&](operation const& o) { return o.what != action::hold && o.succeeded(); });
  if (op == nullptr) {
    return false;
  }
  op->key += "x";
  return true;
}

bool applied_twice(recorded& r, dice& chance) {
  auto const* const op = pick(r.journal.commands, chance, [](fact const&) { return true; });
  if (op == nullptr) {
    return false;
  }
  auto again = *op;
  again.at.seq += 1;
  r.journal.commands.push_back(again);
  return true;
}

bool one_order_for_two(recorded& r, dice& chance) {
  auto* const a = pick(r.seen, chance, is_held);
  auto const* const b = a == nullptr ? nullptr : pick(r.seen, chance, [&](operation const& op) {
    return is_held(op) && op.order != a->order;
  });
  if (b == nullptr) {
    return false;
  }
  a->order = b->order;
  return true;
}

// Told before anybody held anything.
bool stale_sold_out(recorded& r, dice& chance) {
  auto* const op = pick(r.seen, chance, [](operation const& o) {
    return o.what == action::hold && o.refused() && o.code == "sold_out";
  });
  if (op == nullptr) {
    return false;
  }
  auto const begin = std::ranges::min(r.seen, {}, &operation::invoke).invoke;
  op->invoke = begin - 1'000;
  op->returned = begin - 500;
  return true;
}

// The order that gave seats back never did, and still they were sold again before its deadline.
bool lost_hold(recorded& r, dice& chance) {
  auto const* const given = pick(r.seen, chance, [&](operation const& op) {
    if (op.what != action::cancel || !op.succeeded()) {
      return false;
    }
    auto const* const hold = change_of(r, action::hold, op.order);
    return hold != nullptr && hold->succeeded() &&
           std::ranges::any_of(r.seen, [&](operation const& next) {
             return is_held(next) && next.order != op.order && next.invoke > *op.returned &&
                    *next.returned < hold->invoke + r.hold_time - 100'000'000 &&
                    meet(next, *hold) && next.seats == hold->seats;
           });
  });
  if (given == nullptr) {
    return false;
  }
  auto const order = given->order;
  std::erase_if(
      r.seen, [&](operation const& op) { return op.what == action::cancel && op.order == order; });
  std::erase_if(r.journal.commands,
                [&](fact const& f) { return f.what == action::cancel && f.order == order; });
  return true;
}

// An order is paid, and its buyer was told before that it had expired, long before its deadline.
bool expired_early(recorded& r, dice& chance) {
  auto* const op = pick(r.seen, chance, [&](operation const& o) {
    auto const* const hold = change_of(r, action::hold, o.order);
    return o.what == action::pay && o.succeeded() && hold != nullptr && hold->succeeded() &&
           *o.returned < hold->invoke + r.hold_time - 100'000'000;
  });
  if (op == nullptr) {
    return false;
  }
  op->status = 409;
  op->code = "hold_expired";
  op->seats.clear();
  return true;
}

// Cancelled twice over: the second time after the first had been answered.
bool cancelled_and_paid(recorded& r, dice& chance) {
  auto const* const op = pick(r.seen, chance, [&](operation const& o) {
    return o.what == action::cancel && o.succeeded();
  });
  if (op == nullptr) {
    return false;
  }
  auto paid = *op;
  auto record = *record_of(r, action::cancel, op->order);
  paid.what = record.what = action::pay;
  paid.invoke = *op->returned + 1;
  paid.returned = paid.invoke + 1;
  paid.key += "p";
  auto const* const hold = record_of(r, action::hold, op->order);
  record.key = key_of(hold->account, paid.key);
  paid.replayed = true;  // its row is no matter here
  paid.seq.reset();
  r.seen.push_back(paid);
  r.journal.commands.push_back(record);
  return true;
}

}  // namespace

std::vector<harm> const& all_harms() {
  static auto const list = std::vector<harm>{
      {"double_sale", seen_by::search, double_sale},
      {"lost_hold", seen_by::search, lost_hold},
      {"stale_sold_out", seen_by::search, stale_sold_out},
      {"cancelled_and_paid", seen_by::search, cancelled_and_paid},
      {"reply_of_other_seats", seen_by::both, reply_of_other_seats},
      {"expired_early", seen_by::both, expired_early},
      {"lost_ack", seen_by::log, lost_ack},
      {"reordered", seen_by::log, reordered},
      {"wrong_row_named", seen_by::log, wrong_row_named},
      {"stretch_differs", seen_by::log, stretch_differs},
      {"refused_and_sold", seen_by::log, refused_and_sold},
      {"nobody_asked", seen_by::log, nobody_asked},
      {"applied_twice", seen_by::log, applied_twice},
      {"one_order_for_two", seen_by::log, one_order_for_two},
  };
  return list;
}

}  // namespace chepiao::history
