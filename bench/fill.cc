#include "bench/fill.h"

#include <atomic>
#include <chrono>
#include <semaphore>

#include <fmt/format.h>

#include "app/catalogue.h"
#include "app/data_folder.h"
#include "app/sale.h"
#include "bench/demand.h"

namespace chepiao::bench {
namespace {

constexpr auto kInFlight = 1024;
constexpr auto kEventsPerOrder = 3;  // reserved, captured, ticketed

// Sells seats segment by segment and day by day, so that every order finds one.
class journeys {
 public:
  explicit journeys(timetable const& schedule)
      : service_{schedule.services.front()}, today_{schedule.today(system_clock{}.now())} {}

  leg_request next() {
    auto const segment = sold_ % service_.segments();
    auto const day = 1 + (sold_ / service_.segments()) % 13;  // of the 15 on sale
    ++sold_;
    return {.departure = {service_.id, today_ + static_cast<std::int32_t>(day)},
            .from = stop_index{static_cast<std::uint16_t>(segment)},
            .to = stop_index{static_cast<std::uint16_t>(segment + 1)},
            .place_class = place_class_id{0},
            .seats = {}};
  }

 private:
  service const& service_;
  service_day today_;
  std::uint64_t sold_ = 0;
};

}  // namespace

int fill(std::filesystem::path const& data, std::uint64_t events) {
  auto files = system_io{};
  auto const folder = app::data_folder{data};
  auto for_sale = app::load_catalogue(files, folder.path());
  if (!for_sale) {
    fmt::print(stderr, "nothing to sell in {}\n", data.string());
    return 2;
  }
  auto settings = app::serve_arguments{};
  settings.unpaid_orders_per_account_max = 1'000'000;
  settings.open_orders_per_account_max = 1'000'000'000;
  auto journey = journeys{*for_sale->schedule};
  auto behind = app::sale{folder.path(), *std::move(for_sale), settings};
  auto& sales = behind.endpoints().sales;
  auto room = std::counting_semaphore<kInFlight>{kInFlight};
  auto refused = std::atomic<std::uint64_t>{0};
  auto const orders = events / kEventsPerOrder + 1;
  auto const started = std::chrono::steady_clock::now();
  for (auto n = std::uint64_t{1}; n <= orders; ++n) {
    room.acquire();
    auto const id = order_id{.high = n, .low = n};
    auto const account = account_id{1 + n % 1000};
    auto const who = passenger_ref{.passenger = passenger_id{n}, .document = document_hash{n}};
    sales.submit(
        {.identity = identity_of(2 * n),
         .body =
             hold_seats{
                 .order = id, .account = account, .legs = {journey.next()}, .passengers = {who}}},
        [&, id, account, n](result<reply> held) {
          if (!held) {
            ++refused;
            room.release();
            return;
          }
          sales.submit(
              {.identity = identity_of(2 * n + 1),
               .body =
                   pay_order{.order = id, .account = account, .method = payment_method::sandbox}},
              [&](result<reply> paid) {
                refused += paid ? 0 : 1;
                room.release();
              });
        });
  }
  for (auto i = 0; i < kInFlight; ++i) {
    room.acquire();
  }
  auto const took =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  behind.stop();
  fmt::print("{} orders held and paid, {} refused, {:.0f} commands/s durable\n", orders,
             refused.load(), static_cast<double>(orders) * 2 / took);
  return refused == 0 ? 0 : 1;
}

}  // namespace chepiao::bench
