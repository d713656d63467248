#include "identity/document.h"

#include <gtest/gtest.h>

namespace chepiao {
namespace {

using enum document_type;
using namespace std::chrono_literals;

constexpr auto kToday = std::chrono::sys_days{2026y / 11 / 22};

bool fits(document_type type, std::string_view number) {
  return number_fits(type, normal_number(number), kToday);
}

TEST(resident_id, needs_its_check_character) {
  EXPECT_TRUE(fits(resident_id, "11010519491231002X"));
  EXPECT_TRUE(fits(resident_id, "440524188001010014"));
  EXPECT_FALSE(fits(resident_id, "110105194912310021"));
  EXPECT_FALSE(fits(resident_id, "110105199001011234"));
  EXPECT_TRUE(fits(resident_id, "110105199001011232"));
}

TEST(resident_id, fits_however_it_is_typed) {
  EXPECT_TRUE(fits(resident_id, "11010519491231002x"));
  EXPECT_TRUE(fits(resident_id, " 11010519491231002X\xE3\x80\x80"));
  EXPECT_FALSE(fits(resident_id, "1101051949 1231002X"));
}

TEST(resident_id, has_eighteen_characters) {
  EXPECT_FALSE(fits(resident_id, ""));
  EXPECT_FALSE(fits(resident_id, "1101051949123100"));
  EXPECT_FALSE(fits(resident_id, "11010519491231002XX"));
  EXPECT_FALSE(fits(resident_id, "X1010519491231002X"));
  EXPECT_FALSE(fits(resident_id, "１１０１０５"));
}

// A number whose check character fits, so that only the birth date can be wrong.
std::string born_on(std::string_view date) {
  constexpr auto kChecks = std::string_view{"0123456789X"};
  auto const start = "110105" + std::string{date} + "123";
  for (auto const check : kChecks) {
    // Of all check characters exactly one fits a real date; for others this finds none.
    if (fits(resident_id, start + check)) {
      return start + check;
    }
  }
  return {};
}

TEST(resident_id, needs_a_real_birth_date) {
  EXPECT_NE(born_on("20240229"), "");
  EXPECT_EQ(born_on("20230229"), "");
  EXPECT_EQ(born_on("20231301"), "");
  EXPECT_EQ(born_on("20230100"), "");
  EXPECT_EQ(born_on("00000000"), "");
}

TEST(resident_id, belongs_to_somebody_already_born) {
  EXPECT_NE(born_on("20261122"), "");
  EXPECT_EQ(born_on("20261123"), "");
}

TEST(passport, has_5_to_17_letters_or_digits) {
  EXPECT_TRUE(fits(passport, "E1234"));
  EXPECT_TRUE(fits(passport, "ab123456789012345"));
  EXPECT_FALSE(fits(passport, "E123"));
  EXPECT_FALSE(fits(passport, "E12345678901234567"));
  EXPECT_FALSE(fits(passport, "E1234-5"));
  EXPECT_FALSE(fits(passport, "E1234\xC3\xA9"));
}

TEST(hk_macau_permit, starts_with_h_or_m_and_has_8_or_10_digits) {
  EXPECT_TRUE(fits(hk_macau_permit, "H12345678"));
  EXPECT_TRUE(fits(hk_macau_permit, "m1234567890"));
  EXPECT_FALSE(fits(hk_macau_permit, "H123456789"));
  EXPECT_FALSE(fits(hk_macau_permit, "C12345678"));
  EXPECT_FALSE(fits(hk_macau_permit, "H1234567A"));
  EXPECT_FALSE(fits(hk_macau_permit, ""));
}

TEST(taiwan_permit, starts_with_8_digits) {
  EXPECT_TRUE(fits(taiwan_permit, "12345678"));
  EXPECT_TRUE(fits(taiwan_permit, "1234567890B"));
  EXPECT_FALSE(fits(taiwan_permit, "1234567"));
  EXPECT_FALSE(fits(taiwan_permit, "1234567A"));
  EXPECT_FALSE(fits(taiwan_permit, "1234567890123"));
}

TEST(foreigner_residence, has_15_or_18_letters_or_digits) {
  EXPECT_TRUE(fits(foreigner_residence, "USA110057060701"));
  EXPECT_TRUE(fits(foreigner_residence, "911124198108030024"));
  EXPECT_FALSE(fits(foreigner_residence, "USA1100570607012"));
  EXPECT_FALSE(fits(foreigner_residence, "USA11005706070-"));
}

TEST(masked_number, shows_only_its_ends) {
  EXPECT_EQ(masked("11010519491231002X"), "1101***********02X");
  EXPECT_EQ(masked("USA110057060701"), "USA1********701");
  EXPECT_EQ(masked("E12345678"), "E1*****78");
  EXPECT_EQ(masked("E1234"), "E***4");
  EXPECT_EQ(masked("E1"), "**");
}

}  // namespace
}  // namespace chepiao
