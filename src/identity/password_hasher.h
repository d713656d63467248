#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ids.h"
#include "base/rng.h"
#include "identity/key_ring.h"

namespace chepiao {

// A stored password: the hash and what it was made with, so that the cost may be raised later.
struct password_hash {
  std::array<std::byte, 16> salt{};
  digest256 value{};
  std::uint32_t memory_kib = 0;
  std::uint32_t passes = 0;
};

// argon2id with the installation's key mixed in: the database alone is not enough to guess
// passwords. Any thread; each call takes `memory_kib` for as long as it runs. Throws
// std::bad_alloc.
class password_hasher {
 public:
  struct cost {
    std::uint32_t memory_kib = 0;
    std::uint32_t passes = 0;
  };
  // Throws std::invalid_argument for a cost that argon2 does not take.
  password_hasher(secret_key const&, cost, rng&);

  password_hash hash(std::string_view password) const;
  bool matches(std::string_view password, password_hash const&) const;
  // As much work as `matches`, for a user who does not exist.
  void work_for_nothing(std::string_view password) const;

 private:
  void derive(std::string_view password, password_hash&) const;

  secret_key key_;
  cost cost_;
  rng& random_;
};

}  // namespace chepiao
