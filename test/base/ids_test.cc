#include "base/ids.h"

#include <gtest/gtest.h>

namespace chepiao {
namespace {

TEST(ids, have_a_text_form_that_reads_back) {
  auto const departure = departure_id{service_id{1042}, *parse_service_day("2026-11-22")};
  EXPECT_EQ(to_text(departure), "1042-20261122");
  EXPECT_EQ(parse_departure_id("1042-20261122"), departure);

  auto const order = order_id{0x0123456789ABCDEF, 0x1};
  EXPECT_EQ(to_text(order), "0123456789abcdef0000000000000001");
  EXPECT_EQ(parse_order_id(to_text(order)), order);

  auto const ticket = ticket_id{order, 2};
  EXPECT_EQ(to_text(ticket), to_text(order) + "-3");
  EXPECT_EQ(parse_ticket_id(to_text(ticket)), ticket);
}

TEST(ids, refuse_any_other_text) {
  for (auto const* text :
       {"", "1042", "1042-", "-20261122", "01-20261122", "1042-20261322", "1042-2026112",
        "1042-20261122 ", "4294967296-20261122", "+1-20261122", "1042-20260229"}) {
    EXPECT_EQ(parse_departure_id(text), std::nullopt) << text;
  }
  auto const good = std::string{"0123456789abcdef0000000000000001"};
  EXPECT_EQ(parse_order_id(good.substr(1)), std::nullopt);
  EXPECT_EQ(parse_order_id("0123456789ABCDEF0000000000000001"), std::nullopt);
  EXPECT_EQ(parse_ticket_id(good), std::nullopt);
  EXPECT_EQ(parse_ticket_id(good + "-0"), std::nullopt);
  EXPECT_EQ(parse_ticket_id(good + "-256"), std::nullopt);
  EXPECT_EQ(parse_ticket_id(good + "-01"), std::nullopt);
}

TEST(service_day, reads_and_writes_dates) {
  auto const day = parse_service_day("2024-02-29");
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(to_text(*day), "2024-02-29");
  EXPECT_EQ(to_text(*day + 1), "2024-03-01");
  EXPECT_EQ(to_compact_text(*day), "20240229");
  EXPECT_EQ(parse_service_day("2023-02-29"), std::nullopt);
  EXPECT_EQ(parse_service_day("2023-2-9"), std::nullopt);
  EXPECT_EQ(parse_service_day("9999-01-01"), std::nullopt);
}

TEST(service_day, knows_its_weekday) {
  EXPECT_EQ(weekday(*parse_service_day("1970-01-01")), 3);  // a Thursday
  EXPECT_EQ(weekday(*parse_service_day("2026-11-21")), 5);  // a Saturday
  EXPECT_EQ(weekday(service_day{-1}), 2);
}

}  // namespace
}  // namespace chepiao
