#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "identity/rejected_tokens.h"
#include "identity/session_cache.h"
#include "test/identity/people.h"

namespace chepiao {
namespace {

using test::people;

class signed_in : public ::testing::Test {
 protected:
  signed_in() : account_{who_.sign_up("wei").value()}, token_{who_.sign_in("wei").value().token} {}

  people who_;
  account_id account_;
  std::string token_;
};

TEST_F(signed_in, token_names_its_account) {
  EXPECT_EQ(who_->account_of(token_), account_);
  EXPECT_FALSE(who_->account_of(""));
  EXPECT_FALSE(who_->account_of(std::string(43, 'A')));
}

TEST_F(signed_in, token_works_after_a_restart) {
  who_.open_again();
  EXPECT_EQ(who_->account_of(token_), account_);
  EXPECT_EQ(who_->account_of(token_), account_) << "now from memory";
}

TEST_F(signed_in, token_ends_with_its_lifetime) {
  who_.time.advance(seconds{12 * 3600} - milliseconds{1});
  EXPECT_TRUE(who_->account_of(token_));
  who_.time.advance(milliseconds{1});
  EXPECT_FALSE(who_->account_of(token_));
  who_.open_again();
  EXPECT_FALSE(who_->account_of(token_));
}

TEST_F(signed_in, token_is_worthless_after_sign_out) {
  auto const other = who_.sign_in("wei").value().token;
  ASSERT_TRUE(who_.sign_out(token_));
  EXPECT_FALSE(who_->account_of(token_));
  EXPECT_EQ(who_->account_of(other), account_);
  who_.open_again();
  EXPECT_FALSE(who_->account_of(token_));
  EXPECT_EQ(who_->account_of(other), account_);
}

TEST_F(signed_in, signing_out_a_stranger_is_no_refusal) {
  EXPECT_TRUE(who_.sign_out("no token at all"));
  EXPECT_TRUE(who_.sign_out(std::string(43, 'A')));
}

TEST_F(signed_in, sign_out_wins_against_requests_that_run) {
  who_.open_again();
  auto done = std::atomic<bool>{false};
  auto requests = std::vector<std::jthread>{};
  for (auto i = 0; i < 3; ++i) {
    requests.emplace_back([&] {
      while (!done) {
        who_->account_of(token_);
      }
    });
  }
  ASSERT_TRUE(who_.sign_out(token_));
  EXPECT_FALSE(who_->account_of(token_));
  done = true;
  requests.clear();
  EXPECT_FALSE(who_->account_of(token_));
}

digest256 digest_number(std::uint8_t n) {
  return digest256{std::byte{n}};
}

TEST(rejected_tokens, are_remembered_until_as_many_came_after_them) {
  auto rejected = rejected_tokens{4};
  for (auto n = std::uint8_t{1}; n <= 3; ++n) {
    rejected.insert(digest256{std::byte{n}});
  }
  EXPECT_TRUE(rejected.contains(digest256{std::byte{1}}));
  EXPECT_TRUE(rejected.contains(digest256{std::byte{3}}));
  rejected.insert(digest256{std::byte{4}});
  rejected.insert(digest256{std::byte{5}});
  EXPECT_FALSE(rejected.contains(digest256{std::byte{1}}));
  EXPECT_TRUE(rejected.contains(digest256{std::byte{5}}));
}

TEST_F(signed_in, token_that_was_rejected_costs_no_query) {
  ASSERT_TRUE(who_.sign_out(token_));
  EXPECT_FALSE(who_->account_of(token_));
  auto db = sqlite::connection{who_.folder() / "identity.db"};
  db.execute("ALTER TABLE sessions RENAME TO gone");
  EXPECT_FALSE(who_->account_of(token_));
  EXPECT_THROW(who_->account_of(std::string(43, 'A')), sqlite::error);
}

TEST(session_cache, keeps_no_session_that_ended_while_it_was_read) {
  auto cache = session_cache{1000};
  auto const digest = digest_number(1);
  auto const drawn = cache.draw(digest);
  cache.erase(digest);
  cache.insert_if_current(digest, {.account = account_id{1}, .expires_at = {}}, drawn);
  EXPECT_FALSE(cache.find(digest));

  cache.insert_if_current(digest, {.account = account_id{1}, .expires_at = {}}, cache.draw(digest));
  EXPECT_TRUE(cache.find(digest));
}

TEST(session_cache, forgets_one_for_each_that_it_has_no_room_for) {
  auto cache = session_cache{48};  // three in each of its sixteen parts
  auto kept = 0;
  for (auto n = std::uint8_t{0}; n < 10; ++n) {
    cache.insert(digest_number(n), {.account = account_id{n}, .expires_at = {}});
  }
  for (auto n = std::uint8_t{0}; n < 10; ++n) {
    kept += cache.find(digest_number(n)) ? 1 : 0;
  }
  EXPECT_EQ(kept, 3);
  EXPECT_TRUE(cache.find(digest_number(9)));
}

}  // namespace
}  // namespace chepiao
