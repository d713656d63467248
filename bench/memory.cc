#include "bench/memory.h"

#include <stdexcept>
#include <string>

#include <malloc.h>

#include "app/catalogue.h"
#include "app/data_folder.h"
#include "bench/demand.h"
#include "engine/engine.h"

namespace chepiao::bench {
namespace {

constexpr auto kForgettingSlack = std::chrono::hours{6};  // keys are forgotten many at a time

double heap_bytes() {
  auto const now = ::mallinfo2();
  return static_cast<double>(now.uordblks + now.hblkhd);
}

void happen(engine& e, command const& asked, instant at) {
  auto const decided = e.decide(asked, at);
  if (!decided) {
    throw std::runtime_error{"refused: " + std::string{row_of(decided.error().code).wire_code}};
  }
  if (decided->happened) {
    e.apply(*decided->happened);
  }
}

// What is due by then: keys are forgotten some at a time.
void let_time_pass(engine& e, instant until) {
  for (auto due = e.next_due(); due && due->at <= until; due = e.next_due()) {
    happen(e, {.identity = {}, .body = due->body}, until);
  }
}

}  // namespace

figures memory(std::filesystem::path const& data, std::size_t tickets_per_departure) {
  auto files = system_io{};
  auto const folder = app::data_folder{data};
  auto const for_sale = app::load_catalogue(files, folder.path());
  if (!for_sale) {
    throw std::runtime_error{"nothing to sell in " + data.string()};
  }
  auto limits = sale_limits{};
  limits.unpaid_orders_per_account_max = 1'000'000;
  limits.open_orders_per_account_max = 1'000'000'000;
  auto const rules =
      selling_rules{.schedule = *for_sale->schedule, .prices = *for_sale->prices, .limits = limits};
  auto const now = system_clock{}.now();
  // Nothing of it departs while the keys grow old.
  auto wishes = demand{*for_sale->schedule, now, {.first = 3, .last = 13}, 1};
  auto seats = availability{for_sale->schedule->services.size()};
  auto e = engine{rules, &seats};

  auto const empty = heap_bytes();
  auto n = std::uint64_t{0};
  for (auto i = std::size_t{0}; i < wishes.departures(); ++i) {
    happen(e, wishes.hold_on(i, ++n), now);
  }
  auto const opened = heap_bytes();
  for (auto i = std::size_t{0}; i < wishes.departures() * tickets_per_departure; ++i) {
    happen(e, wishes.hold_on(i % wishes.departures(), ++n), now);
  }
  auto const held = heap_bytes();
  for (auto i = std::uint64_t{1}; i <= n; ++i) {
    happen(e, wishes.pay(i), now);
  }
  auto const paid = heap_bytes();
  let_time_pass(e, now + limits.key_lifetime + kForgettingSlack);
  auto const settled = heap_bytes();

  auto const departures = static_cast<double>(wishes.departures());
  auto const later = departures * static_cast<double>(tickets_per_departure);
  auto const all = static_cast<double>(n);
  auto const per_held = (held - opened) / later;
  auto const per_departure = (opened - empty) / departures - per_held;
  return {
      {"departures", departures},
      {"tickets", all},
      {"bytes_per_departure", per_departure},
      {"bytes_per_ticket_held", per_held},
      {"bytes_per_ticket_paid", (paid - empty - per_departure * departures) / all},
      {"keys_left", static_cast<double>(e.count().keys)},
      {"bytes_per_ticket_keys_forgotten", (settled - empty - per_departure * departures) / all}};
}

}  // namespace chepiao::bench
