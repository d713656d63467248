#include "identity/form.h"

#include <gtest/gtest.h>

#include "identity/text.h"
#include "test/identity/people.h"

namespace chepiao {
namespace {

using namespace std::chrono_literals;

constexpr auto kToday = std::chrono::sys_days{2026y / 11 / 22};

new_account good_account() {
  return {"wei.wang", "correct horse", "wei@example.com"};
}

std::string field_of(result<void> const& checked) {
  return checked ? "" : checked.error().field;
}

result<void> check_name(std::string name) {
  auto t = test::wei();
  t.name = std::move(name);
  return check(t, "passengers[1]", kToday);
}

TEST(account_form, takes_ordinary_accounts) {
  EXPECT_TRUE(check(good_account()));
}

TEST(account_form, names_the_field_that_is_wrong) {
  for (auto const* username : {"", "ab", "has space", "王伟伟", "a/b/c"}) {
    auto account = good_account();
    account.username = username;
    EXPECT_EQ(field_of(check(account)), "username") << username;
  }
  for (auto const* email : {"", "nobody", "@example.com", "a@", "a@b@c", "a b@c", "a\n@b"}) {
    auto account = good_account();
    account.email = email;
    EXPECT_EQ(field_of(check(account)), "email") << email;
  }
  auto account = good_account();
  account.username = std::string(65, 'a');
  EXPECT_EQ(field_of(check(account)), "username");
}

TEST(account_form, wants_passwords_of_8_to_128_bytes) {
  auto account = good_account();
  account.password = "1234567";
  EXPECT_EQ(check(account).error().code, refusal_code::weak_password);
  account.password = std::string(128, 'p');
  EXPECT_TRUE(check(account));
  account.password += 'p';
  EXPECT_EQ(check(account).error().code, refusal_code::invalid_field);
}

TEST(traveller_form, names_the_field_below_its_prefix) {
  auto t = test::wei();
  t.document_number = "110105194912310021";
  EXPECT_EQ(field_of(check(t, "passengers[1]", kToday)), "passengers[1].document_number");
  EXPECT_EQ(field_of(check(t, "", kToday)), "document_number");
  EXPECT_EQ(field_of(check_name("")), "passengers[1].name");
}

TEST(traveller_form, counts_a_name_in_characters) {
  auto name = std::string{};
  for (auto i = 0; i < 64; ++i) {
    name += "龘";
  }
  EXPECT_TRUE(check_name(name));
  EXPECT_FALSE(check_name(name + "龘"));
  EXPECT_TRUE(check_name("古丽·买买提"));
  EXPECT_FALSE(check_name("   \xE3\x80\x80"));
}

TEST(traveller_form, refuses_names_that_cannot_be_printed) {
  EXPECT_FALSE(check_name(std::string{"a\0b", 3}));
  EXPECT_FALSE(check_name("two\nlines"));
  EXPECT_FALSE(check_name("del\x7F"));
  EXPECT_FALSE(check_name("c1 \xC2\x85"));
  EXPECT_FALSE(check_name("turned \xE2\x80\xAE round"));
  EXPECT_FALSE(check_name("bom \xEF\xBB\xBF"));
}

TEST(traveller_form, refuses_what_is_not_utf8) {
  EXPECT_FALSE(check_name("\xFF\xFE"));
  EXPECT_FALSE(check_name("cut \xE7\x8E"));
  EXPECT_FALSE(check_name("overlong \xC0\xAF"));
  EXPECT_FALSE(check_name("overlong \xE0\x80\xAF"));
  EXPECT_FALSE(check_name("surrogate \xED\xA0\x80"));
  EXPECT_FALSE(check_name("too high \xF4\x90\x80\x80"));
  EXPECT_TRUE(check_name("high \xF0\xA0\x80\x80"));
}

TEST(trimmed_text, loses_blanks_at_both_ends_only) {
  EXPECT_EQ(trimmed("  a b\xE3\x80\x80 "), "a b");
  EXPECT_EQ(trimmed(" "), "");
}

}  // namespace
}  // namespace chepiao
