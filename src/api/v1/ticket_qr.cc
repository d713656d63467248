#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "api/answers.h"
#include "api/caller.h"
#include "api/qr_code.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

constexpr int kSide = 240;
constexpr int kTicketsMax = 64;

struct wanted_ticket {
  account_id account{};
  ticket_id ticket;
};

result<wanted_ticket> read(identity const& people, http::request const& request) {
  auto const account = TRY(account_of(people, request));
  auto const order = parse_order_id(request.captures.at(0));
  if (!order) {
    return refuse(refusal_code::unknown_order);
  }
  auto const& text = request.captures.at(1);
  auto number = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || number < 1 ||
      number > kTicketsMax) {
    return refuse(refusal_code::unknown_ticket);
  }
  return wanted_ticket{.account = account,
                       .ticket = {.order = *order, .index = static_cast<std::uint8_t>(number - 1)}};
}

// Only a ticket that can be used has a code.
outcome code_of(order_view const& order, ticket_id ticket) {
  auto const usable = ticket.index < order.tickets.size() &&
                      order.status == order_status::ticketed &&
                      (order.refunded >> ticket.index & 1U) == 0;
  if (!usable) {
    return refuse(refusal_code::unknown_ticket);
  }
  auto const& held = order.tickets[ticket.index];
  auto const text = fmt::format("chepiao:1:{}:{}:{}-{}", to_text(ticket), to_text(held.departure),
                                held.coach, held.label);
  auto svg = private_json(200, qr_svg(text, kSide));
  svg.content_type = "image/svg+xml";
  return svg;
}

}  // namespace

void get_ticket_qr::operator()(http::request request, reply_to reply) const {
  auto const wanted = read(people, request);
  if (!wanted) {
    return reply->respond(refused(wanted.error()));
  }
  auto const of = [ticket = wanted->ticket](order_view const& order) {
    return answer_of(code_of(order, ticket));
  };
  sales.find_order(
      wanted->ticket.order, wanted->account,
      [of, past = past, wanted = *wanted,
       reply = std::move(reply)](result<order_view> found) mutable {
        if (!found && found.error().code == refusal_code::unknown_order) {
          return past.answer(std::move(reply), wanted.ticket.order, wanted.account, of);
        }
        reply->respond(found ? or_overloaded([&] { return of(*found); }) : refused(found.error()));
      });
}

}  // namespace chepiao::api::v1
