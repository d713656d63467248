#include "pipeline/writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"

namespace chepiao {
namespace {

// These follow from the request, the timetable and the clock. All others rest on orders that exist:
// "sold out" because of a hold that is lost with the power would be told of a train with free
// seats.
constexpr auto kToldAtOnce = std::array{
    refusal_code::unknown_departure,   refusal_code::unknown_class,
    refusal_code::unknown_seat,        refusal_code::not_served,
    refusal_code::past_date,           refusal_code::departed,
    refusal_code::not_on_sale,         refusal_code::no_fare,
    refusal_code::overlapping_legs,    refusal_code::too_many_passengers,
    refusal_code::duplicate_passenger,
};

bool is_told_at_once(refusal const& r) {
  return std::ranges::find(kToldAtOnce, r.code) != kToldAtOnce.end();
}

}  // namespace

writer::writer(engine& e, instant end_of_log, writer_options options)
    : engine_{e}, options_{options}, now_{end_of_log} {}

void writer::advance_to(instant clock) {
  now_ = std::max(now_, clock);
}

std::optional<instant> writer::next_due() const {
  auto const due = engine_.next_due();
  return due ? std::optional{due->at} : std::nullopt;
}

void writer::run_due_timers() {
  while (!full()) {
    auto due = engine_.next_due();
    if (!due || due->at > now_) {
      return;
    }
    auto decided = engine_.decide(command{.identity = {}, .body = std::move(due->body)}, now_);
    // A timer that is due and changes nothing would be due for ever.
    CHECK(decided && decided->happened);
    happen(std::move(*decided->happened));
  }
}

void writer::happen(record&& r) {
  engine_.apply(r);
  open_.at = r.at;
  open_.bytes += estimated_bytes(r);
  open_.records.push_back(std::move(r));
  ++records_;
}

template <typename Waiting>
void writer::answer(Waiting&& w) {
  if (durable_records_ == records_) {
    w.tell(std::move(w.answer));
  } else {
    open_.answers.emplace_back(std::forward<Waiting>(w));
  }
}

void writer::take(command_request& r) {
  auto decided = engine_.decide(r.asked, now_);
  if (!decided) {
    ++refusals_;
    auto no = std::move(decided).error();
    if (is_told_at_once(no)) {
      r.tell(std::unexpected{std::move(no)});
    } else {
      answer(waiting_reply{.tell = std::move(r.tell), .answer = std::unexpected{std::move(no)}});
    }
    return;
  }
  if (decided->happened) {
    happen(std::move(*decided->happened));
  }
  CHECK(decided->answer.has_value());
  answer(waiting_reply{
      .tell = std::move(r.tell),
      .answer = reply{.order = engine_.view(*decided->answer), .replayed = decided->replayed}});
}

void writer::take(order_request& r) {
  answer(
      waiting_order{.tell = std::move(r.tell), .answer = engine_.find_order(r.order, r.account)});
}

void writer::take(seats_request& r) {
  answer(waiting_seats{.tell = std::move(r.tell),
                       .answer = engine_.seat_map(r.departure, r.place_class, r.from, r.to, now_)});
}

void writer::decide(request&& r) {
  std::visit([&](auto& one) { take(one); }, r);
}

void writer::decide_without_room(request&& r, std::vector<order_id> const& stuck) {
  if (auto* const seats = std::get_if<seats_request>(&r)) {
    seats->tell(
        engine_.seat_map(seats->departure, seats->place_class, seats->from, seats->to, now_));
    return;
  }
  auto* const read = std::get_if<order_request>(&r);
  if (read == nullptr || std::ranges::binary_search(stuck, read->order) ||
      std::ranges::binary_search(orders_of(open_.records), read->order)) {
    refuse_request(r, refusal_code::storage_full);
    return;
  }
  read->tell(engine_.find_order(read->order, read->account));
}

bool writer::full() const {
  return open_.state || open_.records.size() >= options_.batch_records_max ||
         open_.answers.size() >= options_.batch_records_max ||
         open_.bytes >= options_.batch_bytes_max;
}

void writer::attach_state() {
  auto out = byte_writer{};
  engine_.save(out);
  open_.state = out.take();
}

batch writer::seal() {
  open_.records_so_far = records_;
  return std::exchange(open_, batch{});
}

void writer::reopen(batch&& b) {
  CHECK(open_.empty());
  open_ = std::move(b);
}

}  // namespace chepiao
