#include <atomic>
#include <fstream>
#include <latch>

#include <gtest/gtest.h>

#include "test/identity/people.h"

namespace chepiao {
namespace {

using test::people;

TEST(account, signs_in_with_its_password) {
  auto who = people{};
  auto const account = who.sign_up("wei");
  ASSERT_TRUE(account);
  EXPECT_NE(*account, account_id{0});
  auto const session = who.sign_in("wei");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->account, *account);
}

TEST(account, is_found_without_regard_to_case) {
  auto who = people{};
  ASSERT_TRUE(who.sign_up("Wei.Wang"));
  EXPECT_TRUE(who.sign_in("wEI.wANG"));
}

TEST(account, has_its_name_for_itself) {
  auto who = people{};
  ASSERT_TRUE(who.sign_up("wei"));
  auto const second = who.sign_up("WEI", "another password");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error(), (refusal{refusal_code::username_taken, "username"}));
  EXPECT_TRUE(who.sign_in("wei"));
}

TEST(account, is_there_after_a_restart) {
  auto who = people{};
  auto const account = who.sign_up("wei");
  who.open_again();
  EXPECT_EQ(who.sign_in("wei").value().account, account.value());
}

TEST(account, is_made_once_when_many_want_its_name) {
  auto options = test::light_options();
  options.hashing_threads = 2;
  auto who = people{options};
  auto made = std::atomic<int>{0};
  auto taken = std::atomic<int>{0};
  auto answered = std::latch{20};
  for (auto i = 0; i < 20; ++i) {
    who->create_account({"wei", "correct horse", "wei@example.com"},
                        [&](result<account_id> answer) {
                          if (answer) {
                            ++made;
                          } else if (answer.error().code == refusal_code::username_taken) {
                            ++taken;
                          }
                          answered.count_down();
                        });
  }
  answered.wait();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(taken, 19);
}

TEST(sign_in, tells_nothing_about_who_has_an_account) {
  auto who = people{};
  ASSERT_TRUE(who.sign_up("wei"));
  auto const wrong_password = who.sign_in("wei", "wrong password");
  auto const no_such_user = who.sign_in("nobody", "wrong password");
  ASSERT_FALSE(wrong_password);
  ASSERT_FALSE(no_such_user);
  EXPECT_EQ(wrong_password.error(), refusal{refusal_code::wrong_credentials});
  EXPECT_EQ(no_such_user.error(), wrong_password.error());
}

TEST(sign_in, refuses_passwords_that_only_begin_alike) {
  auto who = people{};
  auto const password = std::string(128, 'p');
  ASSERT_TRUE(who.sign_up("wei", password));
  EXPECT_TRUE(who.sign_in("wei", password));
  EXPECT_FALSE(who.sign_in("wei", password + "p"));
  EXPECT_FALSE(who.sign_in("wei", password + std::string(1 << 20, 'p')));
}

TEST(sign_in, is_slowed_down_after_wrong_passwords_from_one_place) {
  auto who = people{};
  ASSERT_TRUE(who.sign_up("wei"));
  for (auto i = 0; i < 5; ++i) {
    ASSERT_EQ(who.sign_in("wei", "wrong password").error().code, refusal_code::wrong_credentials);
  }
  EXPECT_EQ(who.sign_in("wei").error().code, refusal_code::too_many_attempts);
  EXPECT_TRUE(who.sign_in("wei", "correct horse", "198.51.100.1"));
  who.time.advance(seconds{1});
  EXPECT_TRUE(who.sign_in("wei"));
}

TEST(sign_in, is_refused_when_too_many_wait) {
  auto options = test::light_options();
  options.hashing_queue_max = 2;
  auto who = people{options};
  auto entered = std::latch{1};
  auto leave = std::latch{1};
  // Its answer holds the only hashing thread.
  who->sign_in("nobody", "wrong password", "192.0.2.1", [&](result<session> const&) {
    entered.count_down();
    leave.wait();
  });
  entered.wait();
  auto answered = std::latch{2};
  for (auto i = 0; i < 2; ++i) {
    who->sign_in("nobody", "wrong password", "192.0.2.2",
                 [&](result<session> const&) { answered.count_down(); });
  }
  EXPECT_EQ(who.sign_in("nobody", "wrong password", "192.0.2.3").error().code,
            refusal_code::overloaded);
  leave.count_down();
  answered.wait();
}

TEST(identity, answers_everybody_before_it_goes) {
  auto who = people{};
  auto answers = std::atomic<int>{0};
  for (auto i = 0; i < 30; ++i) {
    who->sign_in("nobody", "wrong password", std::to_string(i),
                 [&](result<session> const&) { ++answers; });
    who->create_account({"user" + std::to_string(i), "correct horse", "a@b"},
                        [&](result<account_id> const&) { ++answers; });
  }
  who.close();
  EXPECT_EQ(answers, 60);
}

TEST(identity, finishes_its_work_before_it_stops_and_takes_no_more) {
  auto who = people{};
  auto const account = who.sign_up("wei").value();
  auto made = std::atomic<int>{0};
  for (auto i = 0; i < 20; ++i) {
    who->create_account({"user" + std::to_string(i), "correct horse", "a@b"},
                        [&](result<account_id> const& answer) { made += answer ? 1 : 0; });
  }
  who->stop();
  EXPECT_EQ(made, 20);
  who->stop();
  EXPECT_EQ(who.sign_up("maria").error().code, refusal_code::stopping);
  EXPECT_EQ(who.sign_in("wei").error().code, refusal_code::stopping);
  EXPECT_EQ(who.remember(account, {test::wei()}).error().code, refusal_code::stopping);
}

TEST(sign_up, leaves_half_of_the_places_to_sign_ins) {
  auto options = test::light_options();
  options.hashing_queue_max = 4;
  auto who = people{options};
  auto entered = std::latch{1};
  auto leave = std::latch{1};
  // Its answer holds the only hashing thread.
  who->sign_in("nobody", "wrong password", "192.0.2.1", [&](result<session> const&) {
    entered.count_down();
    leave.wait();
  });
  entered.wait();
  auto answered = std::latch{4};
  for (auto i = 0; i < 2; ++i) {
    who->create_account({"user" + std::to_string(i), "correct horse", "a@b"},
                        [&](result<account_id> const&) { answered.count_down(); });
  }
  EXPECT_EQ(who.sign_up("maria").error().code, refusal_code::overloaded);
  for (auto i = 0; i < 2; ++i) {
    who->sign_in("nobody", "wrong password", "192.0.2.2",
                 [&](result<session> const&) { answered.count_down(); });
  }
  EXPECT_EQ(who->figures().hashes_waiting, 4U);
  leave.count_down();
  answered.wait();
  EXPECT_TRUE(who.sign_up("maria"));
}

TEST(identity, refuses_a_database_without_its_key) {
  auto who = people{};
  ASSERT_TRUE(who.sign_up("wei"));
  who.close();
  std::filesystem::remove(who.folder() / "identity.key");
  EXPECT_THROW(who.open(), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(who.folder() / "identity.key"));
}

TEST(identity, refuses_the_key_of_another_database) {
  auto who = people{};
  who.close();
  std::ofstream{who.folder() / "identity.key"} << std::string(32, 'k');
  EXPECT_THROW(who.open(), std::runtime_error);
}

TEST(identity, refuses_a_key_that_was_cut) {
  auto who = people{};
  who.close();
  std::filesystem::resize_file(who.folder() / "identity.key", 31);
  EXPECT_THROW(who.open(), std::runtime_error);
}

}  // namespace
}  // namespace chepiao
