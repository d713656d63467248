#include <algorithm>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "test/identity/people.h"

namespace chepiao {
namespace {

using test::people;

std::string content_of(std::filesystem::path const& file) {
  auto in = std::ifstream{file, std::ios::binary};
  return {std::istreambuf_iterator{in}, {}};
}

std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder) {
  auto files = std::vector<std::filesystem::path>{};
  for (auto const& entry : std::filesystem::directory_iterator{folder}) {
    files.push_back(entry.path());
  }
  return files;
}

void expect_nowhere(std::filesystem::path const& folder, std::vector<std::string> const& secrets) {
  for (auto const& file : files_in(folder)) {
    auto const content = content_of(file);
    for (auto const& secret : secrets) {
      EXPECT_EQ(content.find(secret), std::string::npos) << file.filename() << ": " << secret;
    }
  }
}

traveller canary(int n) {
  return {.name = "金丝雀 Canary" + std::to_string(9000 + n),
          .document = document_type::passport,
          .document_number = "CANARY" + std::to_string(770'000 + n),
          .type = passenger_type::adult};
}

class canaries : public ::testing::Test {
 protected:
  canaries() {
    add_secret("canary-password-4711");
    add_secret("canary.mail@example.net");
    auto made = std::promise<account_id>{};
    who_->create_account({"wei", "canary-password-4711", "canary.mail@example.net"},
                         [&](result<account_id> id) { made.set_value(id.value()); });
    auto const account = made.get_future().get();
    add_secret(who_.sign_in("wei", "canary-password-4711").value().token);
    for (auto n = 0; n < 100; ++n) {
      auto const t = canary(n);
      add_secret(t.name);
      add_secret(t.document_number);
      EXPECT_TRUE(who_.remember(account, {t}));
    }
  }

  void add_secret(std::string secret) { secrets_.push_back(std::move(secret)); }

  people who_;
  std::vector<std::string> secrets_;
};

TEST_F(canaries, are_in_no_file_while_it_runs) {
  ASSERT_TRUE(std::filesystem::exists(who_.folder() / "identity.db-wal"));
  expect_nowhere(who_.folder(), secrets_);
}

TEST_F(canaries, are_in_no_file_after_it_ended) {
  who_.close();
  ASSERT_NE(content_of(who_.folder() / "identity.db").find("wei"), std::string::npos)
      << "the user name shows that this test reads the right bytes";
  expect_nowhere(who_.folder(), secrets_);
}

TEST_F(canaries, are_in_no_file_of_a_backup) {
  auto const copy = test::temporary_folder{};
  who_->backup_to(copy.path());
  ASSERT_EQ(files_in(copy.path()).size(), 2U);
  expect_nowhere(copy.path(), secrets_);
}

TEST_F(canaries, come_back_from_a_backup) {
  auto const copy = test::temporary_folder{};
  who_->backup_to(copy.path());
  auto files = system_io{};
  auto random = test::seeded_rng{99};
  auto restored = identity{copy.path(), files, who_.time, random, test::light_options()};
  auto known = std::promise<std::string>{};
  restored.remember(restored.account_of(secrets_[2]).value(), {canary(5)},
                    [&](result<std::vector<known_traveller>> const& ids) {
                      known.set_value(restored.find(ids.value().at(0).passenger)->name);
                    });
  EXPECT_EQ(known.get_future().get(), canary(5).name);
}

TEST_F(canaries, are_kept_in_files_of_their_owner_only) {
  constexpr auto kOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  for (auto const& file : files_in(who_.folder())) {
    EXPECT_EQ(std::filesystem::status(file).permissions() & kOthers, std::filesystem::perms::none)
        << file.filename();
  }
}

}  // namespace
}  // namespace chepiao
