#include <functional>

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "event/record.h"
#include "proto/event.pb.h"
#include "test/event/every_kind.h"
#include "test/event/random_records.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

// Either the bytes are refused or they mean something that can be written again.
bool decodes(std::span<std::byte const> bytes) {
  try {
    auto const records = decode(bytes);
    EXPECT_EQ(decode(encode(records)), records);
    return true;
  } catch (corrupt_bytes const&) {
    return false;
  }
}

events::v1::Batch parsed(std::vector<std::byte> const& bytes) {
  auto batch = events::v1::Batch{};
  EXPECT_TRUE(batch.ParseFromArray(bytes.data() + 1, static_cast<int>(bytes.size() - 1)));
  return batch;
}

std::vector<std::byte> written(events::v1::Batch const& batch) {
  auto const text = batch.SerializeAsString();
  auto out = std::vector<std::byte>{std::byte{1}};
  for (auto const c : text) {
    out.push_back(static_cast<std::byte>(c));
  }
  return out;
}

TEST(records, come_back_as_they_were) {
  auto chance = test::random_events{1};
  for (auto i = 0; i < 3'000; ++i) {
    auto const records = chance.batch();
    auto const bytes = encode(records);
    ASSERT_EQ(decode(bytes), records);
    ASSERT_EQ(encode(decode(bytes)), bytes);
  }
}

TEST(records, an_empty_batch_is_its_version) {
  EXPECT_EQ(encode({}), std::vector{std::byte{1}});
  EXPECT_TRUE(decode(std::vector{std::byte{1}}).empty());
}

TEST(records, no_bytes_are_corrupt) {
  EXPECT_THROW(decode({}), corrupt_bytes);
}

TEST(records, another_format_version_is_corrupt) {
  auto bytes = encode(test::every_kind_of_event());
  for (auto version = 0; version < 256; ++version) {
    bytes.front() = static_cast<std::byte>(version);
    EXPECT_EQ(decodes(bytes), version == 1);
  }
}

TEST(records, every_truncation_is_refused_or_means_something) {
  auto const bytes = encode(test::every_kind_of_event());
  auto refused = 0;
  for (auto size = std::size_t{0}; size < bytes.size(); ++size) {
    // A copy of exactly that size, so that the sanitizer sees a read beyond it.
    refused += decodes(std::vector(bytes.begin(), bytes.begin() + static_cast<long>(size))) ? 0 : 1;
  }
  // Only a cut between two records leaves a whole batch.
  EXPECT_EQ(refused, static_cast<int>(bytes.size() - test::every_kind_of_event().size()));
}

TEST(records, every_flipped_byte_is_refused_or_means_something) {
  auto const good = encode(test::every_kind_of_event());
  auto refused = 0;
  for (auto i = std::size_t{0}; i < good.size(); ++i) {
    for (auto const flip : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF}) {
      auto bad = good;
      bad[i] ^= static_cast<std::byte>(flip);
      refused += decodes(bad) ? 0 : 1;
    }
  }
  EXPECT_GT(refused, 0);
}

TEST(records, random_bytes_never_crash_the_decoder) {
  auto chance = test::seeded_rng{7};
  for (auto i = 0; i < 20'000; ++i) {
    auto bytes = std::vector<std::byte>(1 + chance.below(64));
    chance.fill(bytes);
    bytes.front() = std::byte{1};
    decodes(bytes);
  }
}

TEST(records, an_event_kind_from_the_future_is_corrupt) {
  auto batch = parsed(encode(std::vector{record{}}));
  // A message of no fields, as a later release might add.
  auto* const happened = batch.mutable_records(0)->add_events();
  happened->GetReflection()->MutableUnknownFields(happened)->AddLengthDelimited(99, "");
  EXPECT_THROW(decode(written(batch)), corrupt_bytes);
}

using damage = std::function<void(events::v1::Record&)>;

TEST(records, what_cannot_be_folded_is_corrupt) {
  auto const cases = std::vector<damage>{
      [](auto& r) { r.add_events(); },
      [](auto& r) { r.GetReflection()->MutableUnknownFields(&r)->AddVarint(99, 1); },
      [](auto& r) { r.mutable_result()->set_status(events::v1::ORDER_STATUS_UNSPECIFIED); },
      [](auto& r) { r.mutable_result()->set_status(static_cast<events::v1::OrderStatus>(8)); },
      [](auto& r) { r.mutable_result()->clear_order(); },
      [](auto& r) { r.mutable_events(0)->mutable_departure_opened()->clear_departure(); },
      [](auto& r) { r.mutable_events(0)->mutable_departure_opened()->set_stops(65'536); },
      [](auto& r) { r.mutable_events(1)->mutable_order_reserved()->set_currency("CN"); },
      [](auto& r) {
        r.mutable_events(1)->mutable_order_reserved()->mutable_tickets(0)->set_leg(256);
      },
      [](auto& r) {
        r.mutable_events(1)->mutable_order_reserved()->mutable_tickets(0)->clear_type();
      },
      [](auto& r) {
        r.mutable_events(1)->mutable_order_reserved()->mutable_tickets(0)->set_place_class(256);
      },
  };
  auto const good = parsed(encode(test::every_kind_of_event()));
  for (auto const& harm : cases) {
    auto batch = good;
    harm(*batch.mutable_records(0));
    EXPECT_THROW(decode(written(batch)), corrupt_bytes) << &harm - cases.data();
  }
}

}  // namespace
}  // namespace chepiao
