#include <utility>

#include "api/answers.h"
#include "api/caller.h"
#include "api/json_text.h"
#include "api/v1/endpoints.h"
#include "api/v1/new_order.h"

namespace chepiao::api::v1 {
namespace {

struct wish {
  account_id account{};
  std::string key;
  http::request asked;  // method and path
  new_order order;
};

result<wish> read(create_order const& with, http::request request) {
  auto const account = TRY(account_of(with.people, request));
  auto key = std::string{TRY(idempotency_key(request))};
  auto order = TRY(read_new_order(with.schedule, with.limits, with.people, request));
  return wish{.account = account,
              .key = std::move(key),
              .asked = std::move(request),
              .order = std::move(order)};
}

// Passengers stand in the digest by their ids, so that the journal learns nothing about people.
std::string meaning_of(new_order const& order, std::vector<known_traveller> const& known) {
  constexpr auto kPassengerSize = std::size_t{36};
  auto text = std::string{};
  text.reserve(order.legs_meaning.size() + known.size() * kPassengerSize);
  text += order.legs_meaning;
  for (auto i = std::size_t{0}; i < known.size(); ++i) {
    text += '\n';
    append_hex(text, std::to_underlying(known[i].passenger));
    text += ' ';
    append_hex(text, std::to_underlying(known[i].document_key));
    text += ' ';
    append_number(text, std::to_underlying(order.travellers[i].type));
  }
  return text;
}

command command_of(wish& w, std::vector<known_traveller> const& known, order_id id) {
  auto asked = hold_seats{
      .order = id, .account = w.account, .legs = std::move(w.order.legs), .passengers = {}};
  for (auto i = std::size_t{0}; i < known.size(); ++i) {
    asked.passengers.push_back({.passenger = known[i].passenger,
                                .document = known[i].document_key,
                                .type = w.order.travellers[i].type});
  }
  return {.identity = identity_of_command(w.account, w.key, w.asked, meaning_of(w.order, known)),
          .body = std::move(asked)};
}

void tell_new(order_teller const& orders,
              pipeline const& sales,
              reply_to reply,
              result<chepiao::reply> held) {
  if (!held) {
    return reply->respond(refused(held.error()));
  }
  auto const how = how_told(201, *held, sales);
  auto const id = held->order.order;
  orders.tell(std::move(reply), std::move(held->order), [how, id](std::string body) {
    auto answer = told_order(how, std::move(body));
    append_text(answer.headers.emplace_back("Location", "/api/v1/orders/").second, id);
    return answer;
  });
}

}  // namespace

void create_order::operator()(http::request request, reply_to reply) const {
  auto wanted = read(*this, std::move(request));
  if (!wanted) {
    return reply->respond(refused(wanted.error()));
  }
  auto travellers = wanted->order.travellers;
  people.remember(wanted->account, std::move(travellers),
                  [with = *this, w = std::move(*wanted),
                   reply = std::move(reply)](result<std::vector<known_traveller>> known) mutable {
                    if (!known) {
                      return reply->respond(refused(known.error()));
                    }
                    with.sales.submit(
                        command_of(w, *known, with.chance.next_order_id(with.time.now())),
                        [orders = with.orders, &sales = with.sales,
                         reply = std::move(reply)](result<chepiao::reply> held) mutable {
                          tell_new(orders, sales, std::move(reply), std::move(held));
                        });
                  });
}

}  // namespace chepiao::api::v1
