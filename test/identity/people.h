#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/io.h"
#include "identity/identity.h"
#include "test/support/manual_clock.h"
#include "test/support/seeded_rng.h"
#include "test/support/temporary_folder.h"

// An identity in a temporary folder, on a clock that stands still, asked as if it answered at once.

namespace chepiao::test {

// The least work that argon2 takes: these tests are not about its strength.
inline identity_options light_options() {
  auto options = identity_options{};
  options.argon2_memory_kib = 64;
  options.argon2_passes = 1;
  return options;
}

class people {
 public:
  explicit people(identity_options options = light_options()) : options_{options} { open(); }

  void open() { identity_.emplace(folder_.path(), files_, time, random_, options_); }
  void close() { identity_.reset(); }
  void open_again() {
    close();
    open();
  }

  result<account_id> sign_up(std::string username, std::string password = "correct horse") {
    return answer_of<account_id>([&](auto answer) {
      identity_->create_account({std::move(username), std::move(password), "someone@example.com"},
                                std::move(answer));
    });
  }

  result<session> sign_in(std::string username,
                          std::string password = "correct horse",
                          std::string peer = "192.0.2.1") {
    return answer_of<session>([&](auto answer) {
      identity_->sign_in(std::move(username), std::move(password), std::move(peer),
                         std::move(answer));
    });
  }

  result<void> sign_out(std::string const& token) {
    return answer_of<void>([&](auto answer) { identity_->sign_out(token, std::move(answer)); });
  }

  result<std::vector<known_traveller>> remember(account_id account,
                                                std::vector<traveller> travellers) {
    return answer_of<std::vector<known_traveller>>([&](auto answer) {
      identity_->remember(account, std::move(travellers), std::move(answer));
    });
  }

  identity& operator*() { return *identity_; }
  identity* operator->() { return &*identity_; }
  std::filesystem::path const& folder() const { return folder_.path(); }

  manual_clock time;

 private:
  template <typename Value, typename Ask>
  static result<Value> answer_of(Ask ask) {
    auto promised = std::make_shared<std::promise<result<Value>>>();
    auto answer = promised->get_future();
    ask([promised](result<Value> value) { promised->set_value(std::move(value)); });
    return answer.get();
  }

  temporary_folder folder_;
  system_io files_;
  seeded_rng random_{7};
  identity_options options_;
  std::optional<identity> identity_;
};

inline traveller wei() {
  return {.name = "王伟",
          .document = document_type::resident_id,
          .document_number = "11010519491231002X",
          .type = passenger_type::adult};
}

inline traveller maria() {
  return {.name = "María Núñez",
          .document = document_type::passport,
          .document_number = "PAB123456",
          .type = passenger_type::student};
}

}  // namespace chepiao::test
