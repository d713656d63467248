#include "test/crash/script.h"

#include <algorithm>
#include <utility>

#include "test/support/seeded_rng.h"

namespace chepiao::crash {
namespace {

using test::kToday;
using test::seeded_rng;
using namespace std::chrono_literals;

constexpr auto kSeed = std::uint64_t{20};
constexpr auto kGroupMax = std::uint64_t{4};
constexpr auto kSnapshotEvery = std::size_t{25};  // groups
constexpr auto kRestartEvery = std::size_t{50};
constexpr auto kExpiryEvery = std::size_t{15};
constexpr auto kRecent = std::uint64_t{8};

std::shared_ptr<test::small_world const> world() {
  auto w = std::make_shared<test::small_world>();
  w->add({.number = "G1",
          .stops = {"A", "B", "C", "D", "E"},
          .classes = {{"second", 12}, {"first", 4}}});
  w->add({.number = "G2",
          .stops = {"E", "F", "G"},
          .classes = {{"second", 10}},
          .departs_s = 14 * 3600});
  w->add({.number = "G3", .stops = {"A", "H"}, .classes = {{"second", 600}}});
  w->finish();
  w->limits.hold_time = seconds{600};
  w->limits.unpaid_orders_per_account_max = 3;
  w->limits.open_orders_per_account_max = 1000;
  return w;
}

command_identity key_of(std::uint64_t n, std::uint64_t digest) {
  auto out = command_identity{};
  for (auto i = std::size_t{0}; i < 8; ++i) {
    out.id.value[i] = static_cast<std::byte>((n >> (8 * i)) & 0xFFU);
    out.digest[i] = static_cast<std::byte>((digest >> (8 * i)) & 0xFFU);
  }
  return out;
}

leg_request leg(std::uint32_t service,
                std::int32_t day,
                std::uint16_t from,
                std::uint16_t to,
                std::uint8_t place_class) {
  return {.departure = {service_id{service}, kToday + day},
          .from = stop_index{from},
          .to = stop_index{to},
          .place_class = place_class_id{place_class},
          .seats = {}};
}

class author {
 public:
  explicit author(std::size_t commands) : wanted_{commands} { out_.world = world(); }

  script write() {
    auto clock = milliseconds{0};
    while (out_.commands.size() < wanted_) {
      auto const n = out_.groups.size() + 1;
      clock += n == 2 * kRestartEvery + 1 ? milliseconds{25h}    // keys are forgotten
               : n % kExpiryEvery == 0    ? milliseconds{11min}  // holds expire
                                          : milliseconds{7s};
      auto g = group{.clock = clock, .first = out_.commands.size(), .last = 0};
      open();
      for (auto more = dice_.below(kGroupMax); more > 0 && out_.commands.size() < wanted_; --more) {
        add();
      }
      g.last = out_.commands.size();
      g.after = n % kRestartEvery == 0    ? group::then::restart
                : n % kSnapshotEvery == 0 ? group::then::snapshot
                                          : group::then::go_on;
      out_.groups.push_back(g);
      clock += g.after == group::then::snapshot ? milliseconds{kSnapshotPause} : milliseconds{0};
    }
    return std::move(out_);
  }

 private:
  void ask(command_body body) {
    auto const n = out_.commands.size() + 1;
    out_.commands.push_back({.identity = key_of(n, n), .body = std::move(body)});
  }

  void hold(std::vector<leg_request> legs, account_id account, std::uint64_t travellers) {
    auto const n = ++orders_;
    auto who = std::vector<passenger_ref>{};
    for (auto i = std::uint64_t{0}; i < travellers; ++i) {
      auto const id = 10 * n + i;
      who.push_back({passenger_id{id}, document_hash{id},
                     i == 2 ? passenger_type::child : passenger_type::adult});
    }
    accounts_.push_back(account);
    ask(hold_seats{.order = {7, n},
                   .account = account,
                   .legs = std::move(legs),
                   .passengers = std::move(who)});
  }

  // There is always room, and nobody has asked before.
  void open() { hold({leg(2, 3, 0, 1, 0)}, account_id{1000 + out_.groups.size()}, 1); }

  void some_hold() {
    auto const account = account_id{1 + dice_.below(9)};
    auto const from = static_cast<std::uint16_t>(dice_.below(4));
    auto const to = static_cast<std::uint16_t>(from + 1 + dice_.below(4U - from));
    auto const first_class = static_cast<std::uint8_t>(dice_.below(4) == 0 ? 1 : 0);
    auto legs =
        std::vector{leg(0, 3 + static_cast<std::int32_t>(dice_.below(2)), from, to, first_class)};
    if (to == 4 && dice_.below(2) == 0) {
      auto onward = leg(1, 0, 0, static_cast<std::uint16_t>(1 + dice_.below(2)), 0);
      onward.departure.day = legs.front().departure.day;
      legs.push_back(std::move(onward));
    }
    auto const travellers = 1 + dice_.below(3);
    if (travellers == 1 && legs.size() == 1 && first_class == 0 && dice_.below(3) == 0) {
      legs.front().seats = {{.coach = "01", .label = dice_.below(2) == 0 ? "01A" : "02C"}};
    }
    hold(std::move(legs), account, travellers);
  }

  std::uint64_t recent() { return orders_ - dice_.below(std::min(orders_, kRecent)); }

  void add() {
    auto const what = dice_.below(100);
    if (what < 45) {
      some_hold();
    } else if (what < 72) {
      auto const n = recent();
      ask(pay_order{{7, n}, accounts_[n - 1], {}});
    } else if (what < 80) {
      auto const n = recent();
      ask(cancel_order{{7, n}, accounts_[n - 1]});
    } else if (what < 90) {
      auto const n = 1 + dice_.below(orders_);
      auto which = std::vector<std::uint8_t>{};
      if (dice_.below(2) == 0) {
        which.push_back(0);
      }
      ask(refund_tickets{{7, n}, accounts_[n - 1], std::move(which)});
    } else {
      auto again = out_.commands[out_.commands.size() - 1 -
                                 dice_.below(std::min<std::uint64_t>(out_.commands.size(), 20))];
      if (what >= 97) {
        again.identity->digest[15] ^= std::byte{1};
      }
      out_.commands.push_back(std::move(again));
    }
  }

  std::size_t wanted_;
  script out_;
  seeded_rng dice_{kSeed};
  std::uint64_t orders_ = 0;
  std::vector<account_id> accounts_;
};

}  // namespace

milliseconds script::clock_of(std::size_t n) const {
  auto const found = std::ranges::find_if(groups, [&](group const& g) { return n < g.last; });
  return found->clock;
}

script write_script(std::size_t commands) {
  return author{commands}.write();
}

bool same_order(order_view const& a, order_view const& b) {
  return a.order == b.order && a.account == b.account && a.status == b.status &&
         a.money == b.money && a.total == b.total && a.returned == b.returned &&
         a.created_at == b.created_at && a.expires_at == b.expires_at && a.refunded == b.refunded &&
         a.tickets == b.tickets;
}

bool same_answer(result<reply> const& a, result<reply> const& b) {
  if (!a || !b) {
    return !a && !b && a.error().code == b.error().code;
  }
  return same_order(a->order, b->order);
}

}  // namespace chepiao::crash
