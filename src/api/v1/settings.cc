#include <algorithm>

#include "api/answers.h"
#include "api/json_text.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

void append_text(std::string& out, std::string_view name, std::string_view value) {
  out += out.back() == '{' ? "\"" : ",\"";
  out += name;
  out += "\":";
  append_quoted(out, value);
}

template <typename Integer>
void append_count(std::string& out, std::string_view name, Integer value) {
  out += ",\"";
  out += name;
  out += "\":";
  append_number(out, value);
}

void append_flag(std::string& out, std::string_view name, bool value) {
  out += ",\"";
  out += name;
  out += "\":";
  out += json_bool(value);
}

void append_demo_accounts(std::string& out, public_facts const& facts) {
  out += ",\"demo_accounts\":[";
  if (facts.demo) {
    for (auto const& account : facts.demo_accounts) {
      out += &account == facts.demo_accounts.data() ? "{" : ",{";
      append_text(out, "username", account.username);
      append_text(out, "password", account.password);
      out += '}';
    }
  }
  out += ']';
}

}  // namespace

outcome get_settings::operator()(http::request const&) const {
  auto const today = schedule.today(time.now());
  auto out = std::string{"{"};
  append_text(out, "operator_name", facts.operator_name);
  append_text(out, "timetable_name", schedule.name);
  append_text(out, "version", facts.version);
  append_text(out, "currency", schedule.money.text());
  append_text(out, "zone", schedule.operator_zone);
  append_text(out, "today", to_text(today));
  append_text(out, "first_date", to_text(today));
  append_text(out, "last_date", to_text(today + (limits.presale_days - 1)));
  append_count(out, "presale_days", limits.presale_days);
  append_count(out, "hold_seconds", limits.hold_time.count());
  append_count(out, "passengers_max", limits.passengers_per_order_max);
  append_count(out, "legs_max", limits.legs_per_order_max);
  out += ",\"place_classes\":[";
  for (auto i = std::size_t{0}; i < schedule.place_classes.size(); ++i) {
    out += i == 0 ? "{" : ",{";
    out += names.place_class(place_class_id{static_cast<std::uint8_t>(i)});
    out += '}';
  }
  out += ']';
  append_flag(out, "sample_data", facts.sample_data);
  append_flag(out, "fares_assumed", prices.assumed);
  append_flag(out, "demo", facts.demo);
  append_demo_accounts(out, facts);
  out += '}';
  return private_json(200, std::move(out));
}

}  // namespace chepiao::api::v1
