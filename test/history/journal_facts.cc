#include "test/history/journal_facts.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/hash.h"
#include "event/record.h"
#include "journal/sqlite_log.h"

namespace chepiao::history {
namespace {

std::string hex(digest128 const& digest) {
  return to_hex(digest);
}

void take_tickets(std::vector<held_ticket> const& tickets, fact& out) {
  for (auto const& ticket : tickets) {
    auto const departure = to_text(ticket.departure);
    auto const from = static_cast<int>(ticket.from);
    auto const to = static_cast<int>(ticket.to);
    auto const place_class = static_cast<unsigned>(ticket.place_class);
    if (out.seats.empty()) {
      out.departure = departure;
      out.from = from;
      out.to = to;
      out.place_class = place_class;
    } else if (out.departure != departure || out.from != from || out.to != to ||
               out.place_class != place_class) {
      out.departure.clear();
    }
    out.seats.push_back(ticket.coach + '-' + ticket.label);
  }
}

class reader {
 public:
  facts found;

  void take(journal::row const& row) {
    if (row.kind != journal::row_kind::data) {
      return;
    }
    auto index = std::uint32_t{0};
    for (auto const& each : decode(row.payload)) {
      take(each, {row.seq, index++});
      ++found.records;
    }
  }

 private:
  void take(record const& one, place at) {
    auto out = fact{.at = at};
    auto told = false;
    for (auto const& happened : one.events) {
      if (auto const* opened = std::get_if<departure_opened>(&happened)) {
        for (auto const& stock : opened->classes) {
          found.capacity[{to_text(opened->departure), static_cast<unsigned>(stock.place_class)}] =
              stock.seats;
        }
      } else if (auto const* held = std::get_if<order_reserved>(&happened)) {
        told = name(out, action::hold, held->order);
        out.account = static_cast<std::uint64_t>(held->account);
        take_tickets(held->tickets, out);
      } else if (auto const* paid = std::get_if<order_ticketed>(&happened)) {
        told = name(out, action::pay, paid->order);
      } else if (auto const* cancelled = std::get_if<order_cancelled>(&happened)) {
        told = name(out, action::cancel, cancelled->order);
      } else if (auto const* refunded = std::get_if<tickets_refunded>(&happened)) {
        told = name(out, action::refund, refunded->order);
      }
    }
    if (told && one.identity) {
      out.key = hex(one.identity->id.value);
      found.commands.push_back(std::move(out));
    }
  }

  static bool name(fact& out, action what, order_id order) {
    out.what = what;
    out.order = to_text(order);
    return true;
  }
};

}  // namespace

facts read_facts(std::filesystem::path const& data_folder) {
  auto log = journal::sqlite_log{data_folder};
  auto in = reader{};
  log.read_after(0, [&](journal::row const& row) { in.take(row); });
  return std::move(in.found);
}

std::string key_of(std::uint64_t account, std::string const& key) {
  return hex(first_half(sha256{}.update(fmt::format("{:016x} ", account)).update(key).finish()));
}

}  // namespace chepiao::history
