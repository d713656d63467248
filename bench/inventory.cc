#include "bench/inventory.h"

#include <chrono>
#include <cstdint>

#include <fmt/format.h>

#include "inventory/departure_stock.h"

namespace chepiao::bench {
namespace {

constexpr auto kSegments = std::uint16_t{15};
constexpr auto kSeats = std::uint16_t{1000};

template <typename Work>
void measure(char const* what, std::uint64_t rounds, Work const& work) {
  auto const started = std::chrono::steady_clock::now();
  auto sink = std::uint64_t{0};
  for (auto i = std::uint64_t{0}; i < rounds; ++i) {
    sink += work(i);
  }
  auto const ns =
      std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - started).count();
  fmt::print("{:<44} {:8.1f} ns   ({})\n", what, ns / static_cast<double>(rounds), sink % 10);
}

stretch journey(std::uint64_t i) {
  auto const from = static_cast<std::uint16_t>(i * 7 % kSegments);
  auto const to =
      static_cast<std::uint16_t>(from + 1 + i * 3 % static_cast<std::uint64_t>(kSegments - from));
  return {stop_index{from}, stop_index{to}};
}

}  // namespace

void inventory() {
  auto const shape =
      departure_stock::class_shape{.place_class = place_class_id{0}, .seats = kSeats};
  auto stock = departure_stock{service_day{20'000}, kSegments, std::span{&shape, 1}};
  for (auto i = std::uint64_t{0}; i < 2'000; ++i) {
    if (auto const s = stock.choose(0, journey(i), 1, {}, seat_policy::best_fit)) {
      stock.take(0, s->front(), journey(i));
    }
  }
  fmt::print("one departure, {} seats x {} segments, half sold\n", kSeats, kSegments);
  measure("count free seats on a stretch (bitset)", 1'000'000,
          [&](auto i) { return std::uint64_t{stock.count_free(0, journey(i))}; });
  measure("the same as readers see it (matrix)", 10'000'000, [&](auto i) {
    auto const j = journey(i);
    return std::uint64_t{*stock.counts()->free(place_class_id{0}, j.from, j.to)};
  });
  for (auto const& [policy, name] : {std::pair{seat_policy::first_fit, "first fit, take and give"},
                                     std::pair{seat_policy::best_fit, "best fit, take and give"}}) {
    measure(name, 500'000, [&, policy = policy](auto i) {
      auto const j = journey(i);
      auto const s = stock.choose(0, j, 1, {}, policy);
      if (!s) {
        return std::uint64_t{0};
      }
      stock.take(0, s->front(), j);
      stock.give(0, s->front(), j);
      return std::uint64_t{1};
    });
  }
  fmt::print("{} bytes for the departure's class\n", stock.memory_bytes());
}

}  // namespace chepiao::bench
