#include "pipeline/decoded_rows.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "journal/memory_log.h"

namespace chepiao {
namespace {

constexpr auto kRows = std::uint64_t{5000};

record expiry_of(std::uint64_t n) {
  return {.at = instant{milliseconds{1'795'300'000'000}},
          .identity = {},
          .result = {},
          .events = {order_expired{order_id{.high = 7, .low = n}}}};
}

// A journal of so many rows that they are read ahead.
struct long_journal {
  std::shared_ptr<journal::memory_disk> disk = std::make_shared<journal::memory_disk>();

  long_journal() {
    auto log = journal::memory_log{disk};
    log.begin_epoch(instant{milliseconds{1'795'300'000'000}}, "test");
    for (auto n = std::uint64_t{2}; n <= kRows; ++n) {
      append(log, n);
    }
  }
  static void append(journal::memory_log& log, std::uint64_t n) {
    auto const records = std::vector{expiry_of(n), expiry_of(n)};
    log.append(instant{milliseconds{1'795'300'000'000}}, 2, encode(records));
  }
  std::vector<std::uint64_t> seqs(std::uint64_t after) const {
    auto log = journal::memory_log{disk};
    auto seen = std::vector<std::uint64_t>{};
    read_decoded(log, after, [&](decoded_row&& r) {
      seen.push_back(r.seq);
      EXPECT_EQ(r.records.size(), r.seq == 1 ? 0U : 2U);
      EXPECT_EQ(r.bytes > 0, r.seq > 1);
      if (r.seq > 1) {
        EXPECT_EQ(r.records[1], expiry_of(r.seq));
      }
    });
    return seen;
  }
};

std::vector<std::uint64_t> from_to(std::uint64_t first, std::uint64_t last) {
  auto out = std::vector<std::uint64_t>{};
  for (auto seq = first; seq <= last; ++seq) {
    out.push_back(seq);
  }
  return out;
}

TEST(decoded_rows, come_in_order_whether_few_or_many) {
  auto const world = long_journal{};
  EXPECT_EQ(world.seqs(0), from_to(1, kRows));
  EXPECT_EQ(world.seqs(17), from_to(18, kRows));
  EXPECT_EQ(world.seqs(kRows - 3), from_to(kRows - 2, kRows));
  EXPECT_EQ(world.seqs(kRows), from_to(1, 0));
}

// Wherever it lies among those that are handed over together.
TEST(decoded_rows, end_at_a_damaged_row_after_those_before_it) {
  auto world = long_journal{};
  for (auto damaged = std::uint64_t{2}; damaged <= kRows; damaged += damaged < 400 ? 1 : 97) {
    auto& byte = world.disk->rows[damaged - 1].payload[3];
    byte ^= std::byte{1};
    auto log = journal::memory_log{world.disk};
    auto last = std::uint64_t{0};
    try {
      read_decoded(log, 0, [&](decoded_row&& r) { last = r.seq; });
      FAIL() << "row " << damaged << ": not noticed";
    } catch (journal::corrupt_journal const& e) {
      EXPECT_EQ(e.seq(), damaged);
    }
    EXPECT_EQ(last, damaged - 1);
    byte ^= std::byte{1};
  }
}

TEST(decoded_rows, end_with_what_their_reader_throws) {
  auto const world = long_journal{};
  auto log = journal::memory_log{world.disk};
  EXPECT_THROW(read_decoded(log, 0,
                            [](decoded_row&& r) {
                              if (r.seq == 100) {
                                throw std::runtime_error{"enough"};
                              }
                            }),
               std::runtime_error);
}

TEST(decoded_rows, name_the_row_whose_payload_is_no_records) {
  auto const world = long_journal{};
  auto log = journal::memory_log{world.disk};
  log.begin_epoch(log.end().at, "test");
  auto const nonsense = std::vector<std::byte>(9, std::byte{0xFF});
  log.append(log.end().at, 1, nonsense);
  try {
    read_decoded(log, 0, [](decoded_row&&) {});
    FAIL() << "not noticed";
  } catch (journal::corrupt_journal const& e) {
    EXPECT_EQ(e.seq(), kRows + 2);
  }
}

}  // namespace
}  // namespace chepiao
