#include "journal/chain.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "journal/memory_log.h"
#include "samples.h"

namespace chepiao::journal {
namespace {

using test::append_sample;
using test::kStart;
using test::rows_of;

std::vector<row> sample_rows() {
  auto const disk = std::make_shared<memory_disk>();
  auto first = memory_log{disk};
  first.begin_epoch(kStart, "first");
  append_sample(first, 1);
  append_sample(first, 2);
  auto second = memory_log{disk};
  second.begin_epoch(kStart, "second");
  append_sample(second, 3);
  return disk->rows;
}

// The first row that is refused; 0 when all are accepted.
std::uint64_t refused_at(std::vector<row> const& rows) {
  auto links = chain{1};
  try {
    for (auto const& r : rows) {
      links.accept(r);
    }
  } catch (corrupt_journal const& e) {
    return e.seq();
  }
  return 0;
}

void rehash(row& r) {
  r.hash = hash_of(r);
}

TEST(chain, accepts_two_epochs) {
  EXPECT_EQ(refused_at(sample_rows()), 0U);
}

TEST(chain, hashes_exactly_the_bytes_of_the_format) {
  auto const payload = test::payload_of("hello");
  auto const r = next_epoch(1, position{}, 0, instant{milliseconds{0x0102030405060708}}, payload);
  auto bytes = std::vector<std::byte>(32);
  auto const put = [&](std::initializer_list<int> values) {
    for (auto const v : values) {
      bytes.push_back(static_cast<std::byte>(v));
    }
  };
  put({1, 0, 0, 0});              // book
  put({1, 0, 0, 0, 0, 0, 0, 0});  // seq
  put({1, 0, 0, 0, 0, 0, 0, 0});  // epoch
  put({1});                       // kind
  put({0, 0, 0, 0});              // records
  put({8, 7, 6, 5, 4, 3, 2, 1});  // at
  put({0, 0, 0, 0, 0, 0, 0, 0});  // durable_seq
  put({5, 0, 0, 0, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'});
  EXPECT_EQ(to_hex(r.hash), to_hex(sha256_of(bytes)));
}

TEST(chain, names_the_row_whose_field_was_changed) {
  auto const change = [](auto const& how) {
    auto rows = sample_rows();
    how(rows[2]);
    return refused_at(rows);
  };
  EXPECT_EQ(change([](row& r) { r.book = 2; }), 3U);
  EXPECT_EQ(change([](row& r) { r.epoch = 9; }), 3U);
  EXPECT_EQ(change([](row& r) { r.records = 2; }), 3U);
  EXPECT_EQ(change([](row& r) { r.at += milliseconds{1}; }), 3U);
  EXPECT_EQ(change([](row& r) { r.durable_seq = 0; }), 3U);
  EXPECT_EQ(change([](row& r) { r.prev[0] ^= std::byte{1}; }), 3U);
  EXPECT_EQ(change([](row& r) { r.hash[31] ^= std::byte{1}; }), 3U);
  EXPECT_EQ(change([](row& r) { r.payload[0] ^= std::byte{1}; }), 3U);
}

TEST(chain, refuses_rules_broken_under_a_fresh_hash) {
  auto const change = [](auto const& how) {
    auto rows = sample_rows();
    how(rows.back());
    rehash(rows.back());
    return refused_at(rows);
  };
  EXPECT_EQ(change([](row& r) { r.epoch = 1; }), 5U);
  EXPECT_EQ(change([](row& r) { r.epoch = 3; }), 5U);
  EXPECT_EQ(change([](row& r) { r.at = kStart - milliseconds{1}; }), 5U);
  EXPECT_EQ(change([](row& r) { r.durable_seq = 5; }), 5U);
  EXPECT_EQ(change([](row& r) { r.durable_seq = 0; }), 5U);
  EXPECT_EQ(change([](row& r) { r.records = 0; }), 5U);
  EXPECT_EQ(change([](row& r) { r.kind = row_kind{5}; }), 5U);
  EXPECT_EQ(change([](row& r) { r.book = 7; }), 5U);
}

TEST(chain, refuses_missing_doubled_and_swapped_rows) {
  auto const rows = sample_rows();
  EXPECT_EQ(refused_at({rows[0], rows[2]}), 2U);
  EXPECT_EQ(refused_at({rows[0], rows[0]}), 1U);
  EXPECT_EQ(refused_at({rows[0], rows[2], rows[1]}), 2U);
  EXPECT_EQ(refused_at({rows[1]}), 1U);
}

TEST(memory_log, fences_the_older_writer) {
  auto const disk = std::make_shared<memory_disk>();
  auto old = memory_log{disk};
  old.begin_epoch(kStart, "old");
  append_sample(old, 1);
  auto fresh = memory_log{disk};
  fresh.begin_epoch(kStart, "new");
  EXPECT_THROW(append_sample(old, 2), append_failed);
  EXPECT_EQ(append_sample(fresh, 2).seq, 4U);
  EXPECT_EQ(refused_at(rows_of(fresh)), 0U);
}

TEST(memory_log, moves_a_new_epoch_up_to_the_end) {
  auto const disk = std::make_shared<memory_disk>();
  auto log = memory_log{disk};
  log.begin_epoch(kStart, "a");
  EXPECT_EQ(memory_log{disk}.begin_epoch(kStart - milliseconds{3'600'000}, "b").at, kStart);
}

}  // namespace
}  // namespace chepiao::journal
