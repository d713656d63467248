#include "bench/load/market.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "bench/load/api_client.h"

namespace chepiao::load {
namespace {

namespace json = boost::json;

constexpr auto kPassword = "load-password-1";

std::string text_of(json::value const& object, std::string_view name) {
  return std::string{object.at(name).as_string()};
}

json::value must(api_client::answer answer, int status, std::string_view what) {
  if (answer.status != status) {
    throw std::runtime_error{
        fmt::format("{}: {} {}", what, answer.status, json::serialize(answer.body))};
  }
  return std::move(answer.body);
}

std::string signed_in(api_client& api, std::string const& name) {
  auto const account =
      api.post("/api/v1/accounts",
               {{"username", name}, {"password", kPassword}, {"email", name + "@example.org"}},
               "account-" + name);
  auto const known = account.body.is_object() && account.body.as_object().contains("code") &&
                     text_of(account.body, "code") == "username_taken";
  if (!known) {
    must(account, 201, "account");
  }
  return text_of(
      must(api.post("/api/v1/sessions", {{"username", name}, {"password", kPassword}}, name), 201,
           "session"),
      "token");
}

// "2026-11-21" and a number of days.
std::string day_after(std::string const& today, int days) {
  auto const number = [&](std::size_t at, std::size_t count) {
    return std::stoi(today.substr(at, count));
  };
  auto const start =
      std::chrono::sys_days{std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2)};
  auto const day = std::chrono::year_month_day{start + std::chrono::days{days}};
  return fmt::format("{:04}-{:02}-{:02}", int{day.year()}, unsigned{day.month()},
                     unsigned{day.day()});
}

std::string roomiest_class(json::array const& classes) {
  auto const best = std::ranges::max_element(classes, {}, [](json::value const& each) {
    return each.at("available").to_number<std::int64_t>();
  });
  if (best == classes.end()) {
    throw std::runtime_error{"a departure without seats"};
  }
  return text_of(*best, "class");
}

class visitor {
 public:
  visitor(api_client& api, market_settings const& wish, market& found)
      : api_{api}, wish_{wish}, found_{found} {}

  void look() {
    auto const today = text_of(must(api_.get("/api/v1/settings"), 200, "settings"), "today");
    for (auto day = wish_.first_day; day <= wish_.last_day; ++day) {
      for (auto const& line : wish_.lines) {
        look_at(line, day_after(today, day));
      }
    }
    auto const max = wish_.departures_max;
    if (max != 0 && found_.departures.size() > max) {
      found_.departures.resize(max);
    }
    if (found_.departures.empty()) {
      throw std::runtime_error{"nothing is on sale on these lines and days"};
    }
  }

 private:
  void look_at(line_ends const& line, std::string const& date) {
    auto path = fmt::format("/api/v1/journeys?from={}&to={}&date={}", percent_encoded(line.from),
                            percent_encoded(line.to), date);
    auto const answer = must(api_.get(path), 200, path);
    for (auto const& journey : answer.at("journeys").as_array()) {
      auto const id = text_of(journey.at("legs").as_array().at(0), "departure_id");
      found_.departures.push_back(
          {.id = id,
           .place_class = wish_.place_class.empty()
                              ? roomiest_class(journey.at("classes").as_array())
                              : wish_.place_class,
           .stops = stops_of(id)});
    }
    found_.search_paths.push_back(std::move(path));
  }

  std::vector<std::string> stops_of(std::string const& departure) {
    auto& known = stops_[departure.substr(0, departure.find('-'))];
    if (known.empty()) {
      auto const answer = must(api_.get("/api/v1/departures/" + departure), 200, departure);
      for (auto const& stop : answer.at("stops").as_array()) {
        known.push_back(text_of(stop, "code"));
      }
    }
    return known;
  }

  api_client& api_;
  market_settings const& wish_;
  market& found_;
  std::map<std::string, std::vector<std::string>> stops_;  // by service
};

}  // namespace

market visit_market(std::string const& host, std::uint16_t port, market_settings const& wish) {
  auto api = api_client{host, port};
  auto found = market{};
  for (auto i = std::size_t{0}; i < wish.accounts; ++i) {
    found.tokens.push_back(signed_in(api, wish.account_prefix + std::to_string(i)));
  }
  visitor{api, wish, found}.look();
  return found;
}

}  // namespace chepiao::load
