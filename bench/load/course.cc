#include "bench/load/course.h"

#include <iterator>

#include <fmt/format.h>

namespace chepiao::load {
namespace {

constexpr auto kFreshNumbers = std::size_t{100'000'000'000};  // of passports: 11 digits

bool succeeded(int status) {
  return status >= 200 && status < 300;
}

}  // namespace

course::course(market const& m, load_settings const& settings, std::uint64_t run)
    : market_{m}, settings_{settings}, run_{run} {}

void course::begin(scenario what, random& chance) {
  scenario_ = what;
  step_ = 0;
  done_ = false;
  choose(chance);
  write(chance);
}

bool course::advance(http_reply const& reply, random& chance) {
  if (!wanted_.key.empty() && !repeated_ && chance.fraction() < settings_.party.repeats) {
    repeated_ = true;
    return true;
  }
  if (!succeeded(reply.status)) {
    return false;
  }
  if (current() == operation::hold) {
    auto at = std::size_t{0};
    wanted_.order = text_after(reply.body, "\"order_id\"", at);
  }
  if (step_ + 1 == steps_of(scenario_).size()) {
    done_ = true;
    return false;
  }
  ++step_;
  write(chance);
  return true;
}

void course::choose(random& chance) {
  wanted_.order.clear();
  if (market_.departures.empty()) {
    return;
  }
  wanted_.account = chance.below(market_.tokens.size());
  wanted_.departure = chance.below(market_.departures.size());
  auto const stops = market_.departures[wanted_.departure].stops.size();
  wanted_.from = 0;
  wanted_.to = stops - 1;
  if (!settings_.party.whole_way) {
    wanted_.from = chance.below(stops - 1);
    wanted_.to = wanted_.from + 1 + chance.below(stops - 1 - wanted_.from);
  }
}

void course::write(random& chance) {
  repeated_ = false;
  wanted_.key.clear();
  switch (current()) {
    case operation::get:
      return write_get(settings_.path, false);
    case operation::search:
      return write_get(market_.search_paths[chance.below(market_.search_paths.size())], false);
    case operation::ticket:
      return write_get("/api/v1/orders/" + wanted_.order, true);
    case operation::hold:
      body_.clear();
      append_order(body_, chance);
      return write_post("/api/v1/orders", body_, chance);
    case operation::pay:
      return write_post("/api/v1/orders/" + wanted_.order + "/payments", R"({"method":"sandbox"})",
                        chance);
    case operation::cancel:
      return write_post("/api/v1/orders/" + wanted_.order + "/cancel", "{}", chance);
    case operation::refund:
      return write_post("/api/v1/orders/" + wanted_.order + "/refunds", "{}", chance);
  }
}

void course::write_get(std::string_view path, bool signed_in) {
  request_.clear();
  fmt::format_to(std::back_inserter(request_), "GET {} HTTP/1.1\r\nHost: load\r\n", path);
  if (signed_in) {
    fmt::format_to(std::back_inserter(request_), "Authorization: Bearer {}\r\n",
                   market_.tokens[wanted_.account]);
  }
  request_ += "\r\n";
}

void course::write_post(std::string_view path, std::string_view body, random& chance) {
  wanted_.key = fmt::format("{:016x}{:016x}", run_, chance.next());
  request_.clear();
  fmt::format_to(std::back_inserter(request_),
                 "POST {} HTTP/1.1\r\nHost: load\r\nAuthorization: Bearer {}\r\n"
                 "Content-Type: application/json\r\nIdempotency-Key: {}\r\n"
                 "Content-Length: {}\r\n\r\n{}",
                 path, market_.tokens[wanted_.account], wanted_.key, body.size(), body);
}

void course::append_order(std::string& out, random& chance) const {
  auto const& leg = market_.departures[wanted_.departure];
  fmt::format_to(
      std::back_inserter(out),
      R"({{"legs":[{{"departure_id":"{}","from":"{}","to":"{}","class":"{}"}}],"passengers":[)",
      leg.id, leg.stops[wanted_.from], leg.stops[wanted_.to], leg.place_class);
  for (auto i = std::size_t{0}; i < settings_.party.passengers; ++i) {
    out += i == 0 ? "" : ",";
    append_passenger(out, chance);
  }
  out += "]}";
}

// Passport numbers: E with 8 digits for who is known, P with 11 for who was never here.
void course::append_passenger(std::string& out, random& chance) const {
  auto const fresh =
      settings_.party.fresh_travellers > 0 && chance.fraction() < settings_.party.fresh_travellers;
  auto const n = fresh ? chance.below(kFreshNumbers)
                       : 10'000'000 + wanted_.account * settings_.party.travellers +
                             chance.below(settings_.party.travellers);
  fmt::format_to(
      std::back_inserter(out),
      R"({{"name":"Traveller {}","document_type":"passport","document_number":"{}{}","type":"adult"}})",
      n % 10'000, fresh ? "P" : "E", n);
}

}  // namespace chepiao::load
