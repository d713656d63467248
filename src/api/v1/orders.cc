#include <stdexcept>
#include <utility>

#include "api/answers.h"
#include "api/caller.h"
#include "api/json_text.h"
#include "api/query.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kCursorBytesMax = 256;

struct page_wish {
  account_id account{};
  std::string cursor;
  std::size_t limit = 0;
};

result<page_wish> read_page(identity const& people, http::request const& request) {
  auto const account = TRY(account_of(people, request));
  auto const cursor = request.query_value("cursor").value_or("");
  if (cursor.size() > kCursorBytesMax) {
    return refuse(refusal_code::invalid_field, "cursor");
  }
  auto const limit =
      TRY(query_number(request, "limit", {.least = 1, .most = 100, .otherwise = 20}));
  return page_wish{.account = account, .cursor = std::string{cursor}, .limit = limit};
}

outcome page(list_orders const& with, page_wish const& wish) {
  if (!with.past.catch_up()) {
    return refuse(refusal_code::overloaded);
  }
  auto found = order_page{};
  try {
    found = with.past.kept.orders_of(wish.account, wish.cursor, wish.limit);
  } catch (std::invalid_argument const&) {
    return refuse(refusal_code::invalid_field, "cursor");
  }
  auto out = std::string{"{\"orders\":["};
  for (auto& each : found.orders) {
    out += out.back() == '[' ? "" : ",";
    with.text.append(out, view_of(std::move(each)));
  }
  out += "],\"next_cursor\":";
  if (found.next) {
    append_quoted(out, *found.next);
  } else {
    out += "null";
  }
  out += '}';
  return private_json(200, std::move(out));
}

struct one_order {
  account_id account{};
  order_id order;
};

result<one_order> read_one(identity const& people, http::request const& request) {
  auto const account = TRY(account_of(people, request));
  auto const order = parse_order_id(request.captures.at(0));
  if (!order) {
    return refuse(refusal_code::unknown_order);
  }
  return one_order{.account = account, .order = *order};
}

}  // namespace

void list_orders::operator()(http::request request, reply_to reply) const {
  auto wish = read_page(people, request);
  if (!wish) {
    return reply->respond(refused(wish.error()));
  }
  respond_from(past.readers, urgency::order_read, std::move(reply),
               [with = *this, wish = std::move(*wish)] { return answer_of(page(with, wish)); });
}

void get_order::operator()(http::request request, reply_to reply) const {
  auto const wanted = read_one(people, request);
  if (!wanted) {
    return reply->respond(refused(wanted.error()));
  }
  sales.find_order(wanted->order, wanted->account,
                   [orders = orders, past = past, wanted = *wanted,
                    reply = std::move(reply)](result<order_view> found) mutable {
                     if (!found && found.error().code == refusal_code::unknown_order) {
                       return past.answer(std::move(reply), wanted.order, wanted.account,
                                          [orders](order_view const& o) {
                                            return private_json(200, orders.text(o));
                                          });
                     }
                     if (!found) {
                       return reply->respond(refused(found.error()));
                     }
                     orders.tell(std::move(reply), std::move(*found), [](std::string body) {
                       return private_json(200, std::move(body));
                     });
                   });
}

}  // namespace chepiao::api::v1
