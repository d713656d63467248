#include "base/hash.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/check.h"

namespace chepiao {
namespace {

EVP_MD_CTX* context(void* state) {
  return static_cast<EVP_MD_CTX*>(state);
}

// Fetching an algorithm by name takes longer than hashing a small record: fetch it once.
EVP_MD const* sha256_algorithm() {
  static auto const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CHECK(algorithm != nullptr);
  return algorithm;
}

struct free_context {
  void operator()(EVP_MD_CTX* job) const { EVP_MD_CTX_free(job); }
};

// Making a context takes longer than hashing a short text: each thread keeps an empty one.
thread_local auto spare = std::unique_ptr<EVP_MD_CTX, free_context>{};

EVP_MD_CTX* take_context() {
  auto* const taken = spare ? spare.release() : EVP_MD_CTX_new();
  CHECK(taken != nullptr);
  return taken;
}

}  // namespace

sha256::sha256() : state_{take_context()} {
  CHECK(EVP_DigestInit_ex(context(state_), sha256_algorithm(), nullptr) == 1);
}

sha256::sha256(sha256 const& other) : state_{take_context()} {
  CHECK(EVP_MD_CTX_copy_ex(context(state_), context(other.state_)) == 1);
}

sha256::~sha256() {
  EVP_MD_CTX_reset(context(state_));
  if (spare) {
    EVP_MD_CTX_free(context(state_));
  } else {
    spare.reset(context(state_));
  }
}

sha256& sha256::update(std::span<std::byte const> bytes) {
  CHECK(EVP_DigestUpdate(context(state_), bytes.data(), bytes.size()) == 1);
  return *this;
}

sha256& sha256::update(std::string_view text) {
  return update(std::as_bytes(std::span{text.data(), text.size()}));
}

digest256 sha256::finish() {
  auto out = digest256{};
  CHECK(EVP_DigestFinal_ex(context(state_), reinterpret_cast<unsigned char*>(out.data()),
                           nullptr) == 1);
  return out;
}

digest256 sha256_of(std::span<std::byte const> bytes) {
  return sha256{}.update(bytes).finish();
}

digest256 hmac_sha256(std::span<std::byte const> key, std::span<std::byte const> message) {
  auto out = digest256{};
  auto size = 0U;
  auto const* done = HMAC(sha256_algorithm(), key.data(), static_cast<int>(key.size()),
                          reinterpret_cast<unsigned char const*>(message.data()), message.size(),
                          reinterpret_cast<unsigned char*>(out.data()), &size);
  CHECK(done != nullptr && size == out.size());
  return out;
}

digest128 first_half(digest256 const& whole) {
  auto out = digest128{};
  std::copy_n(whole.begin(), out.size(), out.begin());
  return out;
}

std::uint64_t first_u64(digest256 const& whole) {
  auto value = std::uint64_t{0};
  std::memcpy(&value, whole.data(), sizeof value);
  return value;
}

bool equal_in_constant_time(std::span<std::byte const> a, std::span<std::byte const> b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::span<std::byte const> bytes) {
  constexpr auto kDigits = std::string_view{"0123456789abcdef"};
  auto text = std::string{};
  text.reserve(bytes.size() * 2);
  for (auto const b : bytes) {
    text += kDigits[std::to_integer<std::size_t>(b) >> 4];
    text += kDigits[std::to_integer<std::size_t>(b) & 15];
  }
  return text;
}

}  // namespace chepiao
