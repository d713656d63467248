#include "identity/identity_jobs.h"

#include <utility>

#include "identity/traveller_ids.h"

namespace chepiao {
namespace {

// Far more than one person's devices; only a script gets there.
constexpr auto kSessionsPerAccountMax = std::int64_t{1000};

}  // namespace

void store_account::write(identity_db& db) {
  is_taken_ = db.accounts.find(row_.username).has_value();
  if (!is_taken_) {
    db.accounts.insert(row_);
  }
}

void store_account::finish(write_outcome outcome) noexcept {
  if (outcome != write_outcome::durable) {
    answer_(refuse(refusal_of(outcome)));
  } else if (is_taken_) {
    answer_(refuse(refusal_code::username_taken, "username"));
  } else {
    answer_(row_.id);
  }
}

open_session store_session::row() const {
  return {.account = parts_.opened.account, .expires_at = parts_.opened.expires_at};
}

void store_session::write(identity_db& db) {
  db.sessions.erase_some_expired(parts_.now);
  db.sessions.insert(parts_.digest, row());
  surplus_ = db.sessions.erase_surplus(parts_.opened.account, kSessionsPerAccountMax);
}

void store_session::finish(write_outcome outcome) noexcept {
  if (outcome != write_outcome::durable) {
    parts_.answer(refuse(refusal_of(outcome)));
    return;
  }
  parts_.cache.insert(parts_.digest, row());
  for (auto const& digest : surplus_) {
    parts_.cache.erase(digest);
  }
  parts_.answer(std::move(parts_.opened));
}

void erase_session::write(identity_db& db) {
  db.sessions.erase(parts_.digest);
}

void erase_session::finish(write_outcome outcome) noexcept {
  if (outcome != write_outcome::durable) {
    parts_.answer(refuse(refusal_of(outcome)));
    return;
  }
  parts_.cache.erase(parts_.digest);
  parts_.answer({});
}

void store_travellers::write(identity_db& db) {
  for (auto i = std::size_t{0}; i < parts_.travellers.size(); ++i) {
    auto const id = parts_.known[i].passenger;
    if (!db.travellers.contains(id)) {
      db.travellers.insert(id, parts_.account, parts_.travellers[i], parts_.now, parts_.seals);
    }
  }
}

void store_travellers::finish(write_outcome outcome) noexcept {
  if (outcome != write_outcome::durable) {
    parts_.answer(refuse(refusal_of(outcome)));
    return;
  }
  for (auto i = std::size_t{0}; i < parts_.travellers.size(); ++i) {
    parts_.recent.insert(parts_.known[i].passenger, masked(parts_.travellers[i]));
  }
  parts_.answer(std::move(parts_.known));
}

}  // namespace chepiao
