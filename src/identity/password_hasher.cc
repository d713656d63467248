#include "identity/password_hasher.h"

#include <new>
#include <stdexcept>
#include <string>

#include <argon2.h>

#include "base/check.h"
#include "base/hash.h"

namespace chepiao {
namespace {

// argon2 takes pointers to non-const but writes only to `out`, as long as no clearing flag is set.
template <typename Byte>
std::uint8_t* raw(Byte const* bytes) {
  return const_cast<std::uint8_t*>(reinterpret_cast<std::uint8_t const*>(bytes));
}

}  // namespace

password_hasher::password_hasher(secret_key const& key, cost c, rng& random)
    : key_{key}, cost_{c}, random_{random} {
  if (c.memory_kib < ARGON2_MIN_MEMORY || c.passes < ARGON2_MIN_TIME) {
    throw std::invalid_argument{"password hashing needs at least 8 KiB and one pass"};
  }
}

password_hash password_hasher::hash(std::string_view password) const {
  auto made = password_hash{
      .salt = {}, .value = {}, .memory_kib = cost_.memory_kib, .passes = cost_.passes};
  random_.fill(made.salt);
  derive(password, made);
  return made;
}

bool password_hasher::matches(std::string_view password, password_hash const& stored) const {
  auto again = stored;
  derive(password, again);
  return equal_in_constant_time(again.value, stored.value);
}

void password_hasher::work_for_nothing(std::string_view password) const {
  auto discarded = password_hash{
      .salt = {}, .value = {}, .memory_kib = cost_.memory_kib, .passes = cost_.passes};
  derive(password, discarded);
}

void password_hasher::derive(std::string_view password, password_hash& made) const {
  auto job = argon2_context{
      .out = raw(made.value.data()),
      .outlen = static_cast<std::uint32_t>(made.value.size()),
      .pwd = raw(password.data()),
      .pwdlen = static_cast<std::uint32_t>(password.size()),
      .salt = raw(made.salt.data()),
      .saltlen = static_cast<std::uint32_t>(made.salt.size()),
      .secret = raw(key_.data()),
      .secretlen = static_cast<std::uint32_t>(key_.size()),
      .ad = nullptr,
      .adlen = 0,
      .t_cost = made.passes,
      .m_cost = made.memory_kib,
      .lanes = 1,
      .threads = 1,
      .version = ARGON2_VERSION_13,
      .allocate_cbk = nullptr,
      .free_cbk = nullptr,
      .flags = ARGON2_DEFAULT_FLAGS,
  };
  auto const code = argon2_ctx(&job, Argon2_id);
  if (code == ARGON2_MEMORY_ALLOCATION_ERROR) {
    throw std::bad_alloc{};
  }
  CHECK(code == ARGON2_OK);
}

}  // namespace chepiao
