#include "identity/key_ring.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "base/hash.h"

namespace chepiao {
namespace {

secret_key derive(secret_key const& master, std::string_view label) {
  auto const purpose = fmt::format("chepiao identity {} 1", label);
  return hmac_sha256(master, std::as_bytes(std::span{purpose.data(), purpose.size()}));
}

key_ring ring_of(secret_key const& master) {
  return {.cipher = derive(master, "cipher"),
          .password = derive(master, "password"),
          .document = keyed_hash{derive(master, "document")},
          .passenger = keyed_hash{derive(master, "passenger")},
          .fingerprint = derive(master, "fingerprint")};
}

}  // namespace

key_ring load_keys(io& files, std::filesystem::path const& file) {
  auto const bytes = files.read(file, sizeof(secret_key));
  if (!bytes || bytes->size() != sizeof(secret_key)) {
    throw std::runtime_error{file.string() + " is missing or not a key of 32 bytes"};
  }
  auto master = secret_key{};
  std::ranges::copy(*bytes, master.begin());
  return ring_of(master);
}

key_ring create_keys(io& files, rng& random, std::filesystem::path const& file) {
  auto master = secret_key{};
  random.fill(master);
  files.write_atomic(file, master);
  return ring_of(master);
}

}  // namespace chepiao
