#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "api/answers.h"
#include "api/caller.h"
#include "api/json_body.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kMethodBytesMax = 64;
constexpr std::size_t kTicketsMax = 64;

// Who changes which order under which key; the body's meaning comes from the caller.
struct ordered {
  order_id order;
  account_id account{};
  std::string_view key;
};

result<ordered> read(identity const& people, http::request const& request) {
  auto const account = TRY(account_of(people, request));
  auto const key = TRY(idempotency_key(request));
  auto const order = parse_order_id(request.captures.at(0));
  if (!order) {
    return refuse(refusal_code::unknown_order);
  }
  return ordered{.order = *order, .account = account, .key = key};
}

result<command> read_payment(identity const& people, http::request const& request) {
  auto const who = TRY(read(people, request));
  auto memory = json_memory{};
  auto const body = TRY(parse_body(request, memory));
  auto const fields = json_fields{body, ""};
  TRY(fields.only({"method"}));
  if (TRY(fields.text("method", kMethodBytesMax)) != "sandbox") {
    return refuse(refusal_code::unsupported_payment_method, "method");
  }
  return command{
      .identity = identity_of_command(who.account, who.key, request, canonical_text(body)),
      .body =
          pay_order{.order = who.order, .account = who.account, .method = payment_method::sandbox}};
}

result<command> read_cancel(identity const& people, http::request const& request) {
  auto const who = TRY(read(people, request));
  auto memory = json_memory{};
  auto const body = TRY(parse_optional_body(request, memory));
  TRY((json_fields{body, ""}.only({})));
  return command{
      .identity = identity_of_command(who.account, who.key, request, canonical_text(body)),
      .body = cancel_order{.order = who.order, .account = who.account}};
}

// The tickets' places in the order, rising, each once.
result<std::vector<std::uint8_t>> read_tickets(json_fields const& fields, order_id order) {
  auto places = std::vector<std::uint8_t>{};
  if (!fields.has("ticket_ids")) {
    return places;
  }
  auto const* list = TRY(fields.list("ticket_ids", 0, kTicketsMax));
  for (auto i = std::size_t{0}; i < list->size(); ++i) {
    auto path = fmt::format("ticket_ids[{}]", i);
    auto const* text = (*list)[i].if_string();
    if (text == nullptr) {
      return refuse(refusal_code::invalid_field, std::move(path));
    }
    auto const ticket = parse_ticket_id(*text);
    if (!ticket || ticket->order != order) {
      return refuse(refusal_code::unknown_ticket, std::move(path));
    }
    places.push_back(ticket->index);
  }
  std::ranges::sort(places);
  auto const repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

result<command> read_refund(identity const& people, http::request const& request) {
  auto const who = TRY(read(people, request));
  auto memory = json_memory{};
  auto const body = TRY(parse_optional_body(request, memory));
  auto const fields = json_fields{body, ""};
  TRY(fields.only({"ticket_ids"}));
  auto tickets = TRY(read_tickets(fields, who.order));
  return command{
      .identity = identity_of_command(who.account, who.key, request, canonical_text(body)),
      .body = refund_tickets{
          .order = who.order, .account = who.account, .tickets = std::move(tickets)}};
}

// Why nothing can be done with an order that left the engine: what it said while it was there.
refusal_code too_late(pay_order const&, order_status is) {
  return is == order_status::expired ? refusal_code::hold_expired : refusal_code::not_payable;
}
refusal_code too_late(cancel_order const&, order_status is) {
  return is == order_status::expired ? refusal_code::hold_expired : refusal_code::not_cancellable;
}
refusal_code too_late(refund_tickets const&, order_status is) {
  return is == order_status::refunded ? refusal_code::already_refunded
                                      : refusal_code::not_refundable;
}

template <typename Asked>
void decide(pipeline& sales,
            order_teller const& orders,
            past_orders const& past,
            result<command> asked,
            reply_to reply) {
  if (!asked) {
    return reply->respond(refused(asked.error()));
  }
  auto const about = std::get<Asked>(asked->body);
  sales.submit(std::move(*asked), [orders, past, about, &sales, reply = std::move(reply)](
                                      result<chepiao::reply> decided) mutable {
    if (!decided && decided.error().code == refusal_code::unknown_order) {
      return past.answer(
          std::move(reply), about.order, about.account,
          [about](order_view const& o) { return refused(too_late(about, o.status)); });
    }
    if (!decided) {
      return reply->respond(refused(decided.error()));
    }
    auto const how = how_told(200, *decided, sales);
    orders.tell(std::move(reply), std::move(decided->order),
                [how](std::string body) { return told_order(how, std::move(body)); });
  });
}

}  // namespace

void pay_order_endpoint::operator()(http::request request, reply_to reply) const {
  decide<pay_order>(sales, orders, past, read_payment(people, request), std::move(reply));
}

void cancel_order_endpoint::operator()(http::request request, reply_to reply) const {
  decide<cancel_order>(sales, orders, past, read_cancel(people, request), std::move(reply));
}

void refund_tickets_endpoint::operator()(http::request request, reply_to reply) const {
  decide<refund_tickets>(sales, orders, past, read_refund(people, request), std::move(reply));
}

}  // namespace chepiao::api::v1
