#include "identity/write_queue.h"

#include <functional>
#include <latch>
#include <stdexcept>

#include <gtest/gtest.h>

#include "test/support/temporary_folder.h"

namespace chepiao {
namespace {

class scripted_job final : public write_job {
 public:
  scripted_job(std::function<void(identity_db&)> write, std::function<void(write_outcome)> finish)
      : write_{std::move(write)}, finish_{std::move(finish)} {}
  void write(identity_db& db) override { write_(db); }
  void finish(write_outcome outcome) noexcept override { finish_(outcome); }

 private:
  std::function<void(identity_db&)> write_;
  std::function<void(write_outcome)> finish_;
};

void insert_session(identity_db& db, std::uint8_t n) {
  db.sessions.insert(digest256{std::byte{n}}, {.account = account_id{n}, .expires_at = {}});
}

class writes : public ::testing::Test {
 protected:
  void open(std::size_t queue_max) {
    queue_ = std::make_unique<write_queue>(open_identity_writer(file(), {}), queue_max);
  }
  void post(std::function<void(identity_db&)> write, std::function<void(write_outcome)> finish) {
    queue_->post(std::make_unique<scripted_job>(std::move(write), std::move(finish)));
  }
  std::filesystem::path file() const { return folder_.path() / "identity.db"; }
  bool is_stored(std::uint8_t n) {
    return open_identity_reader(file())->sessions.find(digest256{std::byte{n}}).has_value();
  }

  // Holds the queue's thread until `leave` opens.
  void hold(std::latch& entered, std::latch& leave) {
    post([](identity_db&) {},
         [&](write_outcome) {
           entered.count_down();
           leave.wait();
         });
    entered.wait();
  }

  test::temporary_folder folder_;
  std::unique_ptr<write_queue> queue_;
};

TEST_F(writes, are_there_for_others_when_they_are_finished) {
  open(10);
  auto seen = false;
  post([](identity_db& db) { insert_session(db, 1); },
       [&](write_outcome outcome) { seen = outcome == write_outcome::durable && is_stored(1); });
  queue_->stop();
  EXPECT_TRUE(seen);
}

TEST_F(writes, that_gathered_fail_together_and_leave_nothing) {
  open(10);
  auto entered = std::latch{1};
  auto leave = std::latch{1};
  hold(entered, leave);
  auto failed = 0;
  auto count_failure = [&](write_outcome outcome) {
    failed += outcome == write_outcome::failed ? 1 : 0;
  };
  post([](identity_db& db) { insert_session(db, 1); }, count_failure);
  post([](identity_db&) { throw std::runtime_error{"the disk is full"}; }, count_failure);
  leave.count_down();
  queue_->stop();
  EXPECT_EQ(failed, 2);
  EXPECT_FALSE(is_stored(1));
}

TEST_F(writes, go_on_after_a_failure) {
  open(10);
  auto failed = std::latch{1};
  post([](identity_db&) { throw std::runtime_error{"the disk is full"}; },
       [&](write_outcome) { failed.count_down(); });
  failed.wait();
  auto outcome = write_outcome::failed;
  post([](identity_db& db) { insert_session(db, 3); }, [&](write_outcome o) { outcome = o; });
  queue_->stop();
  EXPECT_EQ(outcome, write_outcome::durable);
  EXPECT_TRUE(is_stored(3));
}

TEST_F(writes, beyond_the_queue_are_refused_at_once) {
  open(1);
  auto entered = std::latch{1};
  auto leave = std::latch{1};
  hold(entered, leave);
  auto first = write_outcome::failed;
  auto second = write_outcome::failed;
  post([](identity_db&) {}, [&](write_outcome o) { first = o; });
  post([](identity_db&) {}, [&](write_outcome o) { second = o; });
  EXPECT_EQ(second, write_outcome::overloaded);
  leave.count_down();
  queue_->stop();
  EXPECT_EQ(first, write_outcome::durable);
}

TEST_F(writes, are_refused_after_the_stop) {
  open(10);
  queue_->stop();
  auto outcome = write_outcome::durable;
  post([](identity_db&) {}, [&](write_outcome o) { outcome = o; });
  EXPECT_EQ(outcome, write_outcome::stopping);
}

TEST_F(writes, of_sessions_sweep_out_expired_ones) {
  auto db = open_identity_writer(file(), {});
  for (auto n = std::uint8_t{1}; n <= 20; ++n) {
    db->sessions.insert(digest256{std::byte{n}},
                        {.account = account_id{1}, .expires_at = instant{seconds{n}}});
  }
  db->sessions.erase_some_expired(instant{seconds{2}});
  EXPECT_FALSE(db->sessions.find(digest256{std::byte{2}}));
  EXPECT_TRUE(db->sessions.find(digest256{std::byte{3}}));
  auto const surplus = db->sessions.erase_surplus(account_id{1}, 5);
  EXPECT_EQ(surplus.size(), 13U);
  EXPECT_TRUE(db->sessions.find(digest256{std::byte{20}}));
  EXPECT_FALSE(db->sessions.find(digest256{std::byte{15}}));
}

}  // namespace
}  // namespace chepiao
