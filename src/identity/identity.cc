#include "identity/identity.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <new>
#include <stdexcept>
#include <utility>

#include "base/check.h"
#include "base/sqlite.h"
#include "identity/attempt_limit.h"
#include "identity/form.h"
#include "identity/hashing_pool.h"
#include "identity/identity_jobs.h"
#include "identity/peer_limit.h"
#include "identity/rejected_tokens.h"
#include "identity/token.h"
#include "identity/traveller_ids.h"
#include "store/open_database.h"
#include "store/reader_pool.h"

namespace chepiao {
namespace {

constexpr auto kReaders = std::size_t{3};
constexpr auto kWritesMax = std::size_t{8192};
constexpr auto kCachedSessionsMax = std::size_t{262'144};
constexpr auto kRejectedTokensMax = std::size_t{4096};
constexpr auto kRecentTravellersMax = std::size_t{65'536};
constexpr auto kTravellersMax = std::size_t{64};  // in one call
constexpr auto kPasswordBytesMax = std::size_t{128};

// Residents' birth dates are days in China.
constexpr auto kChinaOffset = std::chrono::hours{8};

std::filesystem::path database_in(std::filesystem::path const& folder) {
  return folder / "identity.db";
}
std::filesystem::path key_in(std::filesystem::path const& folder) {
  return folder / "identity.key";
}

// A new key beside an old database would make all of it unreadable for good.
key_ring keys_in(std::filesystem::path const& folder, io& files, rng& random) {
  files.create_folders(folder);
  auto const file = key_in(folder);
  if (files.read(file, 4096)) {
    return load_keys(files, file);
  }
  if (std::filesystem::exists(database_in(folder))) {
    throw std::runtime_error{file.string() + " is missing: identity.db cannot be read without it"};
  }
  return create_keys(files, random, file);
}

account_id new_account_id(rng& random) {
  while (true) {
    if (auto const id = random.next_u64(); id != 0) {
      return account_id{id};
    }
  }
}

template <typename Work>
auto or_refusal(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (std::bad_alloc const&) {
    return refuse(refusal_code::overloaded);
  } catch (std::exception const&) {
    return refuse(refusal_code::storage_full);
  }
}

struct sign_up_request {
  new_account account;
  answer_to<account_id> answer;
};

struct sign_in_request {
  std::string username;  // normal form
  std::string password;
  attempt_limit::pair_key attempt{};
  answer_to<session> answer;
};

}  // namespace

struct identity::impl {
  impl(std::filesystem::path const& data_folder, io& f, clock& c, rng& r, identity_options o)
      : folder{data_folder},
        files{f},
        time{c},
        random{r},
        session_lifetime{o.session_lifetime},
        keys{keys_in(data_folder, f, r)},
        seals{keys.cipher, r},
        hasher{keys.password, {o.argon2_memory_kib, o.argon2_passes}, r},
        attempts{attempt_limit::settings{}},
        writes{open_identity_writer(database_in(data_folder), keys.fingerprint), kWritesMax},
        readers{kReaders, [&] { return open_identity_reader(database_in(data_folder)); }},
        hashing{static_cast<std::size_t>(std::max(o.hashing_threads, 1)), o.hashing_queue_max} {}

  ~impl() { stop(); }

  // Hashing first: what is hashed is then written.
  void stop() {
    is_stopping = true;
    std::call_once(stopped, [&] {
      hashing.stop();
      writes.stop();
    });
  }

  refusal_code why_not_hashed() const {
    return is_stopping ? refusal_code::stopping : refusal_code::overloaded;
  }

  std::chrono::sys_days today() const {
    return std::chrono::floor<std::chrono::days>(time.now() + kChinaOffset);
  }

  // On a hashing thread.
  void sign_up(sign_up_request&);
  void sign_in(sign_in_request&);
  result<stored_account> new_row(new_account const&);
  result<account_id> account_with(std::string const& username, std::string const& password);

  std::filesystem::path const folder;
  io& files;
  clock& time;
  rng& random;
  seconds const session_lifetime;
  key_ring const keys;
  cipher const seals;
  password_hasher const hasher;
  attempt_limit attempts;
  peer_limit sign_ups{peer_limit::settings{}};
  session_cache sessions{kCachedSessionsMax};
  rejected_tokens rejected{kRejectedTokensMax};
  recent_travellers recent{kRecentTravellersMax};
  write_queue writes;
  reader_pool<identity_db> readers;
  hashing_pool hashing;
  std::atomic<bool> is_stopping = false;
  std::once_flag stopped;
};

void identity::impl::sign_up(sign_up_request& request) {
  auto row = or_refusal([&] { return new_row(request.account); });
  if (!row) {
    request.answer(std::unexpected{std::move(row).error()});
    return;
  }
  writes.post(std::make_unique<store_account>(std::move(*row), std::move(request.answer)));
}

result<stored_account> identity::impl::new_row(new_account const& account) {
  auto row = stored_account{.id = new_account_id(random),
                            .username = normal_username(account.username),
                            .email = {},
                            .password = {},
                            .created_at = time.now()};
  // Asked again by the writer; here it saves the hash.
  if (readers.with([&](identity_db& db) { return db.accounts.find(row.username); })) {
    return refuse(refusal_code::username_taken, "username");
  }
  row.email = seals.seal(account.email, {"accounts.email", std::to_underlying(row.id)});
  row.password = hasher.hash(account.password);
  return row;
}

void identity::impl::sign_in(sign_in_request& request) {
  auto const account = or_refusal([&] { return account_with(request.username, request.password); });
  if (!account) {
    if (account.error().code == refusal_code::wrong_credentials) {
      attempts.failed(request.attempt, time.now());
    } else {
      attempts.withdrawn(request.attempt);
    }
    request.answer(std::unexpected{account.error()});
    return;
  }
  attempts.succeeded(request.attempt);
  auto const now = time.now();
  auto opened = session{
      .token = new_token(random), .account = *account, .expires_at = now + session_lifetime};
  auto const digest = digest_of_token(opened.token);
  CHECK(digest);
  writes.post(
      std::make_unique<store_session>(store_session::parts{.opened = std::move(opened),
                                                           .digest = *digest,
                                                           .now = now,
                                                           .cache = sessions,
                                                           .answer = std::move(request.answer)}));
}

result<account_id> identity::impl::account_with(std::string const& username,
                                                std::string const& password) {
  auto const found = readers.with([&](identity_db& db) { return db.accounts.find(username); });
  if (!found) {
    // The same work as for a wrong password: the time it takes must not tell who has an account.
    hasher.work_for_nothing(password);
    return refuse(refusal_code::wrong_credentials);
  }
  if (!hasher.matches(password, found->password)) {
    return refuse(refusal_code::wrong_credentials);
  }
  return found->id;
}

identity::identity(std::filesystem::path const& data_folder,
                   io& files,
                   clock& time,
                   rng& random,
                   identity_options options)
    : impl_{std::make_unique<impl>(data_folder, files, time, random, options)} {}

identity::~identity() = default;

void identity::stop() {
  impl_->stop();
}

void identity::create_account(new_account account, answer_to<account_id> answer) {
  if (auto const shape = check(account); !shape) {
    answer(std::unexpected{shape.error()});
    return;
  }
  auto request = std::make_shared<sign_up_request>(std::move(account), std::move(answer));
  if (!impl_->hashing.post(hashing_kind::sign_up, [this, request] { impl_->sign_up(*request); })) {
    request->answer(refuse(impl_->why_not_hashed()));
  }
}

void identity::create_account(new_account account,
                              std::string const& peer,
                              answer_to<account_id> answer) {
  // What is misspelt costs nothing and is not counted.
  if (check(account) && !impl_->sign_ups.admit(peer, impl_->time.now())) {
    answer(refuse(refusal_code::too_many_attempts));
    return;
  }
  create_account(std::move(account), std::move(answer));
}

void identity::sign_in(std::string username,
                       std::string password,
                       std::string peer,
                       answer_to<session> answer) {
  // No password is longer; what is will not match, but it does not hold the memory of a queue
  // either.
  password.resize(std::min(password.size(), kPasswordBytesMax + 1));
  auto request = std::make_shared<sign_in_request>(normal_username(username), std::move(password),
                                                   attempt_limit::pair_key{}, std::move(answer));
  request->attempt = attempt_limit::key_of(request->username, peer);
  if (!impl_->attempts.admit(request->attempt, impl_->time.now())) {
    request->answer(refuse(refusal_code::too_many_attempts));
  } else if (!impl_->hashing.post(hashing_kind::sign_in,
                                  [this, request] { impl_->sign_in(*request); })) {
    impl_->attempts.withdrawn(request->attempt);
    request->answer(refuse(impl_->why_not_hashed()));
  }
}

void identity::sign_out(std::string_view token, answer_to<void> answer) {
  auto const digest = digest_of_token(token);
  if (!digest) {
    answer({});
    return;
  }
  impl_->writes.post(std::make_unique<erase_session>(erase_session::parts{
      .digest = *digest, .cache = impl_->sessions, .answer = std::move(answer)}));
}

std::optional<account_id> identity::account_of(std::string_view token) const {
  auto const digest = digest_of_token(token);
  if (!digest) {
    return std::nullopt;
  }
  auto found = impl_->sessions.find(*digest);
  if (!found && !impl_->rejected.contains(*digest)) {
    auto const ticket = impl_->sessions.draw(*digest);
    found = impl_->readers.with([&](identity_db& db) { return db.sessions.find(*digest); });
    if (found) {
      impl_->sessions.insert_if_current(*digest, *found, ticket);
    } else {
      // For good: nobody learns a token before it is durable, and none is given out twice.
      impl_->rejected.insert(*digest);
    }
  }
  auto const is_open = found && impl_->time.now() < found->expires_at;
  return is_open ? std::optional{found->account} : std::nullopt;
}

result<void> identity::validate(traveller const& t, std::string_view prefix) const {
  return check(t, prefix, impl_->today());
}

void identity::remember(account_id account,
                        std::vector<traveller> travellers,
                        answer_to<std::vector<known_traveller>> answer) {
  if (travellers.size() > kTravellersMax) {
    answer(refuse(refusal_code::too_many_passengers));
    return;
  }
  auto known = std::vector<known_traveller>{};
  auto is_new = false;
  for (auto& t : travellers) {
    auto const place = "passengers[" + std::to_string(known.size()) + "]";
    if (auto const shape = validate(t, place); !shape) {
      answer(std::unexpected{shape.error()});
      return;
    }
    t = normal_form(std::move(t));
    known.push_back({.passenger = passenger_of(impl_->keys, account, t),
                     .document_key = document_of(impl_->keys, t)});
    is_new = is_new || !impl_->recent.contains(known.back().passenger);
  }
  if (!is_new) {
    answer(std::move(known));
    return;
  }
  impl_->writes.post(std::make_unique<store_travellers>(
      store_travellers::parts{.account = account,
                              .travellers = std::move(travellers),
                              .known = std::move(known),
                              .now = impl_->time.now(),
                              .seals = impl_->seals,
                              .recent = impl_->recent,
                              .answer = std::move(answer)}));
}

std::optional<masked_traveller> identity::find(passenger_id id) const {
  if (auto known = impl_->recent.find(id)) {
    return known;
  }
  auto const stored =
      impl_->readers.with([&](identity_db& db) { return db.travellers.find(id, impl_->seals); });
  if (!stored) {
    return std::nullopt;
  }
  auto shown = masked(*stored);
  impl_->recent.insert(id, shown);
  return shown;
}

bool identity::is_at_hand(passenger_id id) const {
  return impl_->recent.contains(id);
}

identity_figures identity::figures() const {
  return {.sessions_cached = impl_->sessions.size(), .hashes_waiting = impl_->hashing.waiting()};
}

void identity::backup_to(std::filesystem::path const& folder) const {
  auto source = open_reader(database_in(impl_->folder));
  sqlite::backup(source, database_in(folder));
  std::filesystem::permissions(database_in(folder), std::filesystem::perms::owner_read |
                                                        std::filesystem::perms::owner_write);
  auto const key = impl_->files.read(key_in(impl_->folder), sizeof(secret_key));
  CHECK(key);
  impl_->files.write_atomic(key_in(folder), *key);
}

}  // namespace chepiao
