#include "booking/slot_index.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "booking/chunked.h"
#include "test/support/seeded_rng.h"

namespace chepiao {
namespace {

TEST(slot_index, agrees_with_a_map_under_random_use) {
  auto chance = test::seeded_rng{3};
  auto keys = std::vector<std::uint64_t>{};  // by slot
  auto live = std::map<std::uint64_t, std::uint32_t>{};
  auto index = slot_index{};
  auto const weak_hash = [&](std::uint32_t slot) { return keys[slot] / 3; };  // neighbours collide
  auto const find = [&](std::uint64_t key) {
    return index.find(key / 3, [&](std::uint32_t slot) { return keys[slot] == key; });
  };
  for (auto i = 0; i < 50'000; ++i) {
    auto const key = chance.below(600);
    auto const known = live.find(key);
    ASSERT_EQ(find(key), known == live.end() ? slot_index::kNone : known->second);
    if (known == live.end()) {
      keys.push_back(key);
      live[key] = static_cast<std::uint32_t>(keys.size() - 1);
      index.insert(live[key], weak_hash);
    } else {
      index.erase(known->second, weak_hash);
      live.erase(known);
    }
    ASSERT_EQ(index.size(), live.size());
  }
}

TEST(slot_index, is_empty_at_first) {
  EXPECT_EQ(slot_index{}.find(0, [](std::uint32_t) { return true; }), slot_index::kNone);
}

TEST(slot_index, takes_at_most_fourteen_bytes_per_entry) {
  auto index = slot_index{};
  for (auto slot = std::uint32_t{0}; slot < 100'000; ++slot) {
    index.insert(slot, [](std::uint32_t s) { return mixed(s); });
  }
  EXPECT_LE(index.memory_bytes(), 1'400'000U);
}

TEST(chunked, keeps_its_elements_where_they_are) {
  auto list = chunked<int>{};
  list.push_back(7);
  auto const* const first = &list[0];
  for (auto i = 1; i < 10'000; ++i) {
    list.push_back(i);
  }
  EXPECT_EQ(first, &list[0]);
  EXPECT_EQ(*first, 7);
  EXPECT_EQ(list[9'999], 9'999);
  EXPECT_EQ(list.size(), 10'000U);
}

}  // namespace
}  // namespace chepiao
