#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "event/record.h"
#include "proto/event.pb.h"
#include "test/event/every_kind.h"
#include "test/event/message_codec.h"
#include "test/event/mutation.h"
#include "test/event/random_records.h"

// encode and decode against protobuf's own messages.

namespace chepiao {
namespace {

std::vector<std::byte> with_version(std::string_view batch) {
  auto out = std::vector{std::byte{1}};
  for (auto const c : batch) {
    out.push_back(static_cast<std::byte>(c));
  }
  return out;
}

std::string without_version(std::vector<std::byte> const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()) + 1, bytes.size() - 1};
}

template <typename Decode>
std::optional<std::vector<record>> unless_corrupt(Decode decoder,
                                                  std::vector<std::byte> const& bytes) {
  try {
    return decoder(bytes);
  } catch (corrupt_bytes const&) {
    return std::nullopt;
  }
}

google::protobuf::Descriptor const& batch_descriptor() {
  return *events::v1::Batch::descriptor();
}

struct tally {
  int accepted = 0;
  int refused = 0;
  int only_by_protobuf = 0;  // what this release refuses and protobuf would merge or look past
};

void expect_agreement(std::string const& batch, tally& seen) {
  auto const bytes = with_version(batch);
  auto const ours = unless_corrupt([](auto& in) { return decode(in); }, bytes);
  auto theirs = unless_corrupt([](auto& in) { return test::decode_messages(in); }, bytes);
  if (theirs && !test::plain(batch_descriptor(), batch)) {
    theirs.reset();
    ++seen.only_by_protobuf;
  }
  ASSERT_EQ(ours, theirs) << testing::PrintToString(batch);
  ++(ours ? seen.accepted : seen.refused);
}

TEST(codec, writes_what_protobuf_writes) {
  auto chance = test::random_events{11};
  for (auto i = 0; i < 5'000; ++i) {
    auto const batch = chance.batch();
    ASSERT_EQ(encode(batch), test::encode_messages(batch));
  }
  EXPECT_EQ(encode(test::every_kind_of_event()),
            test::encode_messages(test::every_kind_of_event()));
}

// Lengths of one byte, two and three, at every depth, and room that has to grow.
TEST(codec, writes_messages_of_any_length_as_protobuf_does) {
  for (auto const size : {0, 1, 90, 120, 127, 128, 129, 16'350, 16'384, 70'000}) {
    auto happened = test::every_kind_of_event();
    auto& reserved = std::get<order_reserved>(happened.front().events.back());
    reserved.tickets.front().label = std::string(std::size_t(size), 'x');
    happened.back().events.emplace_back(
        orders_settled{std::vector<order_id>(std::size_t(size) / 8, {1, 2})});
    auto const bytes = encode(happened);
    ASSERT_EQ(bytes, test::encode_messages(happened)) << size;
    ASSERT_EQ(decode(bytes), happened) << size;
  }
}

TEST(codec, reads_blindly_changed_bytes_as_protobuf_does) {
  auto chance = test::random_events{12};
  auto change = test::mutation{13};
  auto seen = tally{};
  for (auto i = 0; i < 12'000; ++i) {
    auto const whole = without_version(encode(chance.batch()));
    ASSERT_NO_FATAL_FAILURE(expect_agreement(change.blind(whole), seen));
  }
  EXPECT_GT(seen.accepted, 500);
  EXPECT_GT(seen.refused, 500);
}

TEST(codec, reads_changed_fields_as_protobuf_does) {
  auto chance = test::random_events{14};
  auto change = test::mutation{15};
  auto seen = tally{};
  for (auto i = 0; i < 12'000; ++i) {
    auto const whole = without_version(encode(chance.batch()));
    auto const once = change.shaped(batch_descriptor(), whole);
    ASSERT_NO_FATAL_FAILURE(expect_agreement(once, seen));
  }
  EXPECT_GT(seen.accepted, 500);
  EXPECT_GT(seen.refused, 500);
  EXPECT_GT(seen.only_by_protobuf, 100);
}

}  // namespace
}  // namespace chepiao
