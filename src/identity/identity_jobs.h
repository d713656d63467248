#pragma once

#include <functional>
#include <string>
#include <vector>

#include "identity/cipher.h"
#include "identity/identity.h"
#include "identity/recent_travellers.h"
#include "identity/session_cache.h"
#include "identity/write_queue.h"

// What is written to identity.db: one job for each kind of change.

namespace chepiao {

template <typename Value>
using answer_to = std::move_only_function<void(result<Value>)>;

class store_account final : public write_job {
 public:
  store_account(stored_account row, answer_to<account_id> answer)
      : row_{std::move(row)}, answer_{std::move(answer)} {}
  void write(identity_db&) override;
  void finish(write_outcome) noexcept override;

 private:
  stored_account row_;
  answer_to<account_id> answer_;
  bool is_taken_ = false;
};

class store_session final : public write_job {
 public:
  struct parts {
    session opened;
    digest256 digest{};
    instant now{};
    session_cache& cache;
    answer_to<session> answer;
  };
  explicit store_session(parts p) : parts_{std::move(p)} {}
  void write(identity_db&) override;
  void finish(write_outcome) noexcept override;

 private:
  open_session row() const;

  parts parts_;
  std::vector<digest256> surplus_;
};

class erase_session final : public write_job {
 public:
  struct parts {
    digest256 digest{};
    session_cache& cache;
    answer_to<void> answer;
  };
  explicit erase_session(parts p) : parts_{std::move(p)} {}
  void write(identity_db&) override;
  void finish(write_outcome) noexcept override;

 private:
  parts parts_;
};

class store_travellers final : public write_job {
 public:
  struct parts {
    account_id account{};
    std::vector<traveller> travellers;   // in normal form
    std::vector<known_traveller> known;  // the ids of each
    instant now{};
    cipher const& seals;
    recent_travellers& recent;
    answer_to<std::vector<known_traveller>> answer;
  };
  explicit store_travellers(parts p) : parts_{std::move(p)} {}
  void write(identity_db&) override;
  void finish(write_outcome) noexcept override;

 private:
  parts parts_;
};

}  // namespace chepiao
