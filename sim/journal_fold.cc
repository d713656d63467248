#include "sim/journal_fold.h"

#include "base/bytes.h"
#include "booking/book.h"
#include "engine/engine.h"

namespace chepiao::sim {
namespace {

template <typename Visit>
void for_each_record(journal::log& log, Visit const& visit) {
  log.read_after(0, [&](journal::row const& row) {
    if (row.kind == journal::row_kind::data) {
      for (auto const& one : decode(row.payload)) {
        visit(one);
      }
    }
  });
}

template <typename Event>
void apply_to(book& b, Event const& e, instant at) {
  if constexpr (requires { b.apply(e, at); }) {
    b.apply(e, at);
  }
}

}  // namespace

std::uint64_t records_in(journal::log& log) {
  auto n = std::uint64_t{0};
  log.read_after(0, [&](journal::row const& row) { n += row.records; });
  return n;
}

digest256 root_of(journal::log& log, selling_rules const& rules) {
  auto alone = engine{rules, nullptr};
  for_each_record(log, [&](record const& r) { alone.apply(r); });
  return alone.state_root();
}

ledger ledger_of(journal::log& log) {
  auto folded = book{};
  for_each_record(log, [&](record const& r) {
    for (auto const& one : r.events) {
      std::visit([&](auto const& e) { apply_to(folded, e, r.at); }, one);
    }
  });
  auto out = byte_writer{};
  folded.save(out);
  auto in = byte_reader{out.bytes()};
  auto loaded = book{};
  loaded.load(in);
  return loaded.money_ledger();
}

}  // namespace chepiao::sim
