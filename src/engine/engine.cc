#include "engine/engine.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "booking/book.h"
#include "booking/check_leg.h"
#include "booking/decide.h"
#include "booking/own_order.h"
#include "booking/sale.h"
#include "engine/keys.h"

namespace chepiao {
namespace {

constexpr auto kSnapshotVersion = std::uint32_t{2};
constexpr auto kForgottenPerRecordMax = std::size_t{4096};

// Keys are forgotten in handfuls, not one record each: a little later than they could be.
milliseconds forgetting_slack(sale_limits const& limits) {
  return std::min<milliseconds>(seconds{60}, milliseconds{limits.key_lifetime} / 24);
}

}  // namespace

struct engine::state {
  struct sale sale;
  availability* published;
  struct book book;
  key_book keys;

  result<outcome> decide_body(command_body const& body, instant now) const {
    return std::visit(
        [&]<typename Body>(Body const& asked) -> result<outcome> {
          if constexpr (std::is_same_v<Body, forget_keys>) {
            return decide_forget(now);
          } else {
            return chepiao::decide(book, sale, asked, now);
          }
        },
        body);
  }

  result<outcome> decide_forget(instant now) const {
    auto const up_to = now - sale.rules.limits.key_lifetime;
    if (keys.size() == 0 || keys.oldest(0).at() > up_to) {
      return outcome{};
    }
    auto const last = std::min(keys.size(), kForgottenPerRecordMax) - 1;
    return outcome{.events = {keys_forgotten{std::min(up_to, keys.oldest(last).at())}},
                   .answer = {}};
  }

  void publish(departure_row const& row) const {
    if (published == nullptr) {
      return;
    }
    auto const& schedule = sale.rules.schedule;
    auto const* const train = schedule.find(row.id.service);
    // Counts of another layout say nothing of the stops and seats that readers ask about.
    if (train != nullptr && schedule.layout_hash(*train) == row.layout) {
      published->publish(row.id, row.stock->counts());
    }
  }

  void add_key(command_identity const& identity, recorded_result const& told, instant at) {
    auto const slot = book.slot_of(told.order);
    CHECK(slot != book::kNone);
    auto const refunds = book.refunds(slot);
    CHECK(book.refunded(slot) == told.refunded);
    auto row = key_row{};
    row.id = identity.id;
    row.digest = half_of(identity.digest);
    row.order = slot;
    row.set(at, told.status, static_cast<std::uint8_t>(refunds));
    CHECK(keys.add(row));
    book.add_key(slot);
  }

  void apply(departure_opened const& e, instant at) {
    book.apply(e, at);
    publish(*book.find(e.departure));
  }
  void apply(departure_closed const& e, instant at) {
    book.apply(e, at);
    if (published != nullptr) {
      published->withdraw(e.departure);
    }
  }
  void apply(keys_forgotten const& e, instant at) {
    while (keys.size() > 0 && keys.oldest(0).at() <= e.up_to) {
      book.remove_key(keys.oldest(0).order, at);
      keys.forget_oldest();
    }
  }
  template <typename Event>
  void apply(Event const& e, instant at) {
    book.apply(e, at);
  }
};

engine::engine(selling_rules rules, availability* published)
    : state_{std::make_unique<state>(
          state{.sale = {.rules = rules, .plans = seat_plans{rules.schedule}},
                .published = published,
                .book = {},
                .keys = {}})} {}
engine::~engine() = default;
engine::engine(engine&&) noexcept = default;

result<engine::decision> engine::decide(command const& asked, instant now) const {
  if (asked.identity) {
    if (auto const* const known = state_->keys.find(asked.identity->id); known != nullptr) {
      if (known->digest != half_of(asked.identity->digest)) {
        return refuse(refusal_code::idempotency_key_reused);
      }
      auto const& b = state_->book;
      return decision{
          .happened = {},
          .answer = recorded_result{.order = b.order(known->order).id,
                                    .status = known->status(),
                                    .refunded = b.refunded_by(known->order, known->refunds())},
          .replayed = true};
    }
  }
  auto decided = TRY(state_->decide_body(asked.body, now));
  if (decided.events.empty()) {
    return decision{.happened = {}, .answer = decided.answer};
  }
  return decision{.happened = record{.at = now,
                                     .identity = asked.identity,
                                     .result = decided.answer,
                                     .events = std::move(decided.events)},
                  .answer = decided.answer};
}

void engine::apply(record const& happened) {
  for (auto const& one : happened.events) {
    std::visit([&](auto const& e) { state_->apply(e, happened.at); }, one);
  }
  if (happened.identity) {
    CHECK(happened.result.has_value());
    state_->add_key(*happened.identity, *happened.result, happened.at);
  }
}

order_view engine::view(recorded_result const& told) const {
  auto const slot = state_->book.slot_of(told.order);
  CHECK(slot != book::kNone);
  return state_->book.view(slot, told.status, told.refunded);
}

result<order_view> engine::find_order(order_id order, account_id account) const {
  auto const slot = TRY(own_order(state_->book, order, account));
  return state_->book.view(slot, state_->book.order(slot).status, state_->book.refunded(slot));
}

result<seat_map_view> engine::seat_map(departure_id departure,
                                       place_class_id place_class,
                                       stop_index from,
                                       stop_index to,
                                       instant now) const {
  auto const place =
      TRY(check_leg(state_->book, state_->sale, departure, {from, to}, place_class, now, {}));
  auto const seats = static_cast<std::uint16_t>(place.seats->seats.size());
  if (place.opened == nullptr) {
    return seat_map_view{.seats = seats,
                         .taken = std::vector<std::uint64_t>((seats + std::size_t{63}) / 64)};
  }
  auto const position = place.opened->stock->class_position(place_class);
  CHECK(position.has_value());
  return seat_map_view{.seats = seats,
                       .taken = place.opened->stock->taken_mask(*position, place.stops)};
}

std::optional<engine::due_timer> engine::next_due() const {
  auto next = std::optional<due_timer>{};
  auto const consider = [&](std::optional<instant> at, auto body) {
    if (at && (!next || *at < next->at)) {
      next = due_timer{.at = *at, .body = body};
    }
  };
  auto const& [rules, plans] = state_->sale;
  consider(state_->book.next_expiry(), expire_holds{});
  if (state_->keys.size() > 0) {
    consider(
        state_->keys.oldest(0).at() + rules.limits.key_lifetime + forgetting_slack(rules.limits),
        forget_keys{});
  }
  consider(state_->book.next_closing(), close_departures{});
  consider(state_->book.next_leaving(), settle_orders{});
  return next;
}

void engine::save(byte_writer& out) const {
  out.put(kSnapshotVersion);
  state_->book.save(out);
  state_->keys.save(out);
}

void engine::load(byte_reader& in) {
  if (in.get<std::uint32_t>() != kSnapshotVersion) {
    throw corrupt_bytes{"engine: a snapshot of another version"};
  }
  auto fresh = book{};
  fresh.load(in);
  auto keys = key_book{};
  keys.load(in);
  for (auto i = std::size_t{0}; i < keys.size(); ++i) {
    auto const order = keys.oldest(i).order;
    if (!fresh.is_order(order) || keys.oldest(i).refunds() > fresh.refunds(order) ||
        fresh.order(order).keys() == 0xFF) {
      throw corrupt_bytes{"engine: a key of no order"};
    }
    fresh.add_key(order);
  }
  fresh.seek_over();
  state_->book = std::move(fresh);
  state_->keys = std::move(keys);
  state_->book.visit_departures([this](departure_row const& row) {
    if (row.stock) {
      state_->publish(row);
    }
  });
}

digest256 engine::state_root() const {
  auto out = byte_writer{};
  save(out);
  return sha256_of(out.bytes());
}

std::vector<engine::open_departure> engine::open_departures() const {
  auto out = std::vector<open_departure>{};
  state_->book.visit_departures([&](departure_row const& row) {
    if (row.stock) {
      out.push_back({row.id, row.layout, row.live_tickets});
    }
  });
  std::ranges::sort(out, {}, &open_departure::departure);
  return out;
}

engine::figures engine::count() const {
  return {.departures = state_->book.departures(),
          .orders = state_->book.orders(),
          .live_tickets = state_->book.live_tickets(),
          .keys = state_->keys.size()};
}

}  // namespace chepiao
