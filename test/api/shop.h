#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "api/routes.h"
#include "base/io.h"
#include "http/server.h"
#include "journal/sqlite_log.h"
#include "test/support/http_client.h"
#include "test/support/manual_clock.h"
#include "test/support/seeded_rng.h"
#include "test/support/small_world.h"
#include "test/support/temporary_folder.h"

// The whole house from socket to disk, on a clock that the test moves.

namespace chepiao::test {

// G1 Aton - Bton - Cton, four seats of second class (the first row has two, so has the next) and
// one of first class, leaves at 08:00; G2 the same way at 10:00 with 100 seats; K9 a line without
// fares.
inline small_world shop_world() {
  auto world = small_world{};
  auto const stops = std::vector<std::string>{"Aton", "Bton", "Cton"};
  world.add({.number = "G1",
             .stops = stops,
             .classes = {{.code = "second", .seats = 4}, {.code = "first", .seats = 1}},
             .seats_per_row = 2});
  world.add({.number = "G2",
             .stops = stops,
             .classes = {{.code = "second", .seats = 100}},
             .departs_s = 10 * 3600});
  auto const free = world.add(
      {.number = "K9", .stops = {"Bton", "Dton"}, .classes = {{.code = "seat", .seats = 9}}});
  world.finish();
  world.schedule.services[std::to_underlying(free)].distance_usable = false;
  return world;
}

class shop {
 public:
  explicit shop(sale_limits limits = generous());
  ~shop();

  http_client connect() const { return http_client{server_->port()}; }
  // The token of a new account of that name.
  std::string sign_up(std::string const& username);
  // Another token of it.
  std::string sign_in(std::string const& username);
  std::vector<http::route> const& routes() const { return routes_; }
  std::filesystem::path const& folder() const { return folder_.path(); }
  void advance(milliseconds);
  void restart();
  // Starts again with another timetable.
  void reimport(small_world);

  static sale_limits generous() {
    auto limits = sale_limits{};
    limits.unpaid_orders_per_account_max = 100;
    return limits;
  }

  manual_clock time;

 private:
  void open();
  void close();

  small_world world_ = shop_world();
  temporary_folder folder_;
  system_io files_;
  seeded_rng chance_{42};
  sale_limits limits_;
  std::unique_ptr<journal::sqlite_log> log_;
  std::unique_ptr<identity> people_;
  std::unique_ptr<order_store> orders_;
  std::unique_ptr<live_feed> feed_;
  std::unique_ptr<projector> projected_;
  std::unique_ptr<pipeline> sales_;
  std::unique_ptr<api::context> context_;
  std::unique_ptr<http::server> server_;
  std::vector<http::route> routes_;
};

// What every request of a signed-in client carries.
inline header_list as(std::string const& token) {
  return {{"Authorization", "Bearer " + token}};
}
inline header_list as(std::string const& token, std::string const& key) {
  return {{"Authorization", "Bearer " + token}, {"Idempotency-Key", key}};
}

inline boost::json::value parsed(http_response const& response) {
  auto failed = boost::json::error_code{};
  auto value = boost::json::parse(response.body, failed);
  EXPECT_FALSE(failed) << response.body;
  return failed ? boost::json::value{boost::json::object{}} : value;
}

inline std::string text_at(http_response const& response, std::string_view pointer) {
  auto const value = parsed(response);
  auto failed = boost::json::error_code{};
  auto const* found = value.find_pointer(pointer, failed);
  if (found == nullptr) {
    ADD_FAILURE() << "no " << pointer << " in " << response.body;
    return {};
  }
  return found->is_string() ? std::string{found->as_string()} : boost::json::serialize(*found);
}

// The departure on sale by default: G1 tomorrow.
inline std::string departure(std::uint32_t service = 0, std::int32_t days_ahead = 1) {
  return to_text(departure_id{.service = service_id{service}, .day = kToday + days_ahead});
}

inline std::string const kWei =
    R"({"name":"王伟","document_type":"resident_id","document_number":"11010519491231002X"})";
inline std::string const kMaria =
    R"({"name":"María Núñez","document_type":"passport","document_number":"PAB123456","type":"child"})";

inline std::string order_body(std::string const& departure_id,
                              std::string_view from = "Aton",
                              std::string_view to = "Cton",
                              std::string const& passengers = kWei,
                              std::string_view place_class = "second") {
  return fmt::format(
      R"({{"legs":[{{"departure_id":"{}","from":"{}","to":"{}","class":"{}"}}],"passengers":[{}]}})",
      departure_id, from, to, place_class, passengers);
}

// A passenger of whom there is only one.
inline std::string passenger(int number) {
  return fmt::format(
      R"({{"name":"P {0}","document_type":"passport","document_number":"PX{0:06}"}})", number);
}

}  // namespace chepiao::test
