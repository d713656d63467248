#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/io.h"
#include "base/result.h"
#include "base/rng.h"
#include "event/event.h"

// Who buys and who travels. Accounts, sessions and passengers live in DIR/identity.db, durable
// before they are acknowledged; names, document numbers and e-mail addresses are encrypted with the
// key in DIR/identity.key. Nothing of them reaches the journal, logs or metrics.

namespace chepiao {

enum class document_type : std::uint8_t {
  resident_id,
  passport,
  hk_macau_permit,
  taiwan_permit,
  foreigner_residence
};

struct new_account {
  std::string username;  // 3..64 of letters, digits, . _ - (compared without case)
  std::string password;  // 8..128 bytes
  std::string email;
};

struct session {
  std::string token;  // opaque, 256 random bits, base64url; stored only as a hash
  account_id account{};
  instant expires_at{};
};

struct traveller {
  std::string name;
  document_type document{};
  std::string document_number;
  passenger_type type{};
};

struct known_traveller {
  passenger_id passenger{};
  document_hash document_key{};
};

// What may be shown of a traveller: the name, and the document number with all but its ends masked.
struct masked_traveller {
  std::string name;
  document_type document{};
  std::string masked_number;
  passenger_type type{};
};

struct identity_options {
  seconds session_lifetime{12 * 3600};
  int hashing_threads = 1;  // argon2id runs here and nowhere else
  std::size_t hashing_queue_max = 64;
  std::uint32_t argon2_memory_kib = 19'456;
  std::uint32_t argon2_passes = 2;
};

struct identity_figures {
  std::uint64_t sessions_cached = 0;
  std::uint64_t hashes_waiting = 0;
};

// All calls from any thread. Calls with a callback never block. The callback runs exactly once: on
// a thread of identity, or within the call when there is nothing to wait for; it must not block or
// throw. When the disk takes no more, the refusal is storage_full. Calls without a callback throw
// sqlite::error then.
class identity {
 public:
  // Creates key and database in an empty folder. Throws std::runtime_error when identity.key is
  // missing or not the one that identity.db was written with, unusable_database, std::system_error.
  identity(std::filesystem::path const& data_folder, io&, clock&, rng&, identity_options);
  ~identity();  // stop()

  // Takes no more work (refusal stopping), finishes what is queued, gives all answers, then ends
  // its threads. Idempotent; not from a callback. What is asked without a callback goes on.
  void stop();

  // Refusals: invalid_field, weak_password, username_taken, overloaded.
  void create_account(new_account, std::move_only_function<void(result<account_id>)>);
  // The same for somebody out there, who may do so only so often. Refusal: too_many_attempts.
  void create_account(new_account,
                      std::string const& peer,
                      std::move_only_function<void(result<account_id>)>);
  // Refusals: wrong_credentials (also for an unknown user, after the same work), too_many_attempts,
  // overloaded.
  void sign_in(std::string username,
               std::string password,
               std::string peer,
               std::move_only_function<void(result<session>)>);
  // The token is worthless once the callback runs, also after a restart. An unknown token is no
  // refusal. Refusal: overloaded.
  void sign_out(
      std::string_view token,
      std::move_only_function<void(result<void>)> = [](result<void> const&) {});
  // The account of a token that has not expired.
  std::optional<account_id> account_of(std::string_view token) const;

  // The shape of a traveller: name 1..64 characters, number fits the document type (GB 11643 check
  // character and birth date for resident_id). Refusal: invalid_field naming the field below
  // `prefix`.
  result<void> validate(traveller const&, std::string_view prefix) const;
  // Ids for travellers, the same for the same account and data, in the given order. The callback
  // runs once their data is durable, at once for those who are known. Refusals: as validate (below
  // "passengers[i]"), overloaded.
  void remember(account_id,
                std::vector<traveller>,
                std::move_only_function<void(result<std::vector<known_traveller>>)>);
  // Missing when erased or never stored. Reads the database unless is_at_hand. Throws corrupt_bytes
  // when what is stored cannot be read.
  std::optional<masked_traveller> find(passenger_id) const;
  bool is_at_hand(passenger_id) const;

  // A consistent copy of identity.db and identity.key while everything goes on. The folder exists
  // and has neither. Throws sqlite::error, std::system_error.
  void backup_to(std::filesystem::path const& folder) const;

  identity_figures figures() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace chepiao
