#include "test/history/log_order.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace chepiao::history {
namespace {

class log_check {
 public:
  log_check(std::vector<operation> const& seen, facts const& journal)
      : seen_{seen}, journal_{journal} {}

  std::vector<finding> run() {
    index_records();
    learn_accounts();
    check_orders();
    check_keys();
    for (auto const& op : seen_) {
      if (op.succeeded()) {
        check_reply(op);
      }
    }
    check_time([&](operation const& op) { return placed(op); }, "order_reversed");
    check_time([&](operation const& op) { return named(op); }, "seq_reversed");
    return std::move(found_);
  }

 private:
  static std::string name_of(action what, std::string const& order) {
    return static_cast<char>('0' + static_cast<int>(what)) + order;
  }

  void add(char const* code, operation const& op, std::string const& what) {
    found_.push_back({code, fmt::format("key {} order {}: {}", op.key, op.order, what)});
  }

  void index_records() {
    for (auto const& each : journal_.commands) {
      by_name_.emplace(name_of(each.what, each.order), &each);
      if (!by_key_.emplace(each.key, &each).second) {
        found_.push_back(
            {"key_twice", fmt::format("rows {} and {}", by_key_[each.key]->at.seq, each.at.seq)});
      }
    }
  }

  // Clients know accounts by number only; their orders say which is which.
  void learn_accounts() {
    for (auto const& op : seen_) {
      if (op.what == action::hold && op.succeeded()) {
        if (auto const* const record = record_of(op)) {
          accounts_.emplace(op.account, record->account);
        }
      }
    }
  }

  fact const* record_of(operation const& op) const {
    auto const at = by_name_.find(name_of(op.what, op.order));
    return at == by_name_.end() ? nullptr : at->second;
  }

  void check_orders() {
    auto told = std::unordered_map<std::string, std::string>{};
    for (auto const& op : seen_) {
      if (op.what == action::hold && op.succeeded()) {
        auto const [at, fresh] = told.emplace(op.order, op.key);
        if (!fresh && at->second != op.key) {
          add("order_twice", op, "also under key " + at->second);
        }
      }
    }
  }

  // Every record was asked for, by somebody who was not refused.
  void check_keys() {
    auto sent = std::unordered_set<std::string>{};
    auto refused = std::unordered_map<std::string, operation const*>{};
    for (auto const& op : seen_) {
      auto const account = accounts_.find(op.account);
      if (account != accounts_.end()) {
        auto const key = key_of(account->second, op.key);
        sent.insert(key);
        if (op.refused() && op.code != "idempotency_key_reused") {
          refused.emplace(key, &op);
        }
      }
    }
    for (auto const& op : seen_) {
      auto const account = accounts_.find(op.account);
      if (account != accounts_.end() && !op.refused()) {
        refused.erase(key_of(account->second, op.key));
      }
    }
    for (auto const& each : journal_.commands) {
      if (!sent.contains(each.key)) {
        found_.push_back(
            {"nobody_asked", fmt::format("row {}, order {}", each.at.seq, each.order)});
      } else if (auto const op = refused.find(each.key); op != refused.end()) {
        add("refused_happened", *op->second,
            fmt::format("{}, but it is row {}", op->second->code, each.at.seq));
      }
    }
  }

  void check_reply(operation const& op) {
    auto const* const record = record_of(op);
    if (record == nullptr) {
      add("lost_ack", op, "no record");
      return;
    }
    if (auto const account = accounts_.find(op.account);
        account != accounts_.end() && record->key != key_of(account->second, op.key)) {
      add("reply_differs", op, fmt::format("row {} belongs to another key", record->at.seq));
    }
    if (op.seq && (op.replayed ? *op.seq < record->at.seq : *op.seq != record->at.seq)) {
      add("wrong_seq", op, fmt::format("told {}, is {}", *op.seq, record->at.seq));
    }
    auto const known = by_name_.find(name_of(action::hold, op.order));
    if (known == by_name_.end() || known->second->departure.empty()) {
      return;
    }
    auto const& held = *known->second;
    auto told = op.seats;
    auto written = held.seats;
    std::ranges::sort(told);
    std::ranges::sort(written);
    if (told != written || op.departure != held.departure || op.from != held.from ||
        op.to != held.to) {
      add("reply_differs", op,
          fmt::format("told {} on {} {}-{}, written {} on {} {}-{}", fmt::join(told, " "),
                      op.departure, op.from, op.to, fmt::join(written, " "), held.departure,
                      held.from, held.to));
    }
  }

  // A first answer rests on its record, one told again only on what it names.
  std::optional<place> placed(operation const& op) const {
    auto const* const record = op.succeeded() && !op.replayed ? record_of(op) : nullptr;
    return record == nullptr ? std::nullopt : std::optional{record->at};
  }
  static std::optional<place> named(operation const& op) {
    return op.succeeded() && op.seq ? std::optional{place{*op.seq, 0}} : std::nullopt;
  }

  template <typename Place>
  void check_time(Place const& where, char const* code) {
    auto by_invoke = std::vector<std::pair<std::int64_t, operation const*>>{};
    auto by_return = by_invoke;
    for (auto const& op : seen_) {
      if (where(op)) {
        by_invoke.emplace_back(op.invoke, &op);
        by_return.emplace_back(*op.returned, &op);
      }
    }
    std::ranges::sort(by_invoke);
    std::ranges::sort(by_return);
    auto returned = by_return.begin();
    operation const* latest = nullptr;
    for (auto const& [invoke, op] : by_invoke) {
      for (; returned != by_return.end() && returned->first < invoke; ++returned) {
        if (latest == nullptr || *where(*latest) < *where(*returned->second)) {
          latest = returned->second;
        }
      }
      if (latest != nullptr && *where(*op) < *where(*latest)) {
        add(code, *op,
            fmt::format("row {} before row {} of order {}, which had returned", where(*op)->seq,
                        where(*latest)->seq, latest->order));
      }
    }
  }

  std::vector<operation> const& seen_;
  facts const& journal_;
  std::unordered_map<std::string, fact const*> by_name_;
  std::unordered_map<std::string, fact const*> by_key_;
  std::unordered_map<int, std::uint64_t> accounts_;
  std::vector<finding> found_;
};

}  // namespace

std::vector<finding> check_log_order(std::vector<operation> const& seen, facts const& journal) {
  return log_check{seen, journal}.run();
}

}  // namespace chepiao::history
