#include "identity/cipher.h"

#include <array>
#include <memory>

#include <openssl/evp.h>

#include "base/bytes.h"
#include "base/check.h"

namespace chepiao {
namespace {

constexpr auto kNonceSize = std::size_t{12};
constexpr auto kTagSize = std::size_t{16};

struct free_context {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using context = std::unique_ptr<EVP_CIPHER_CTX, free_context>;

// Fetched once: a look-up by name costs more than sealing a short value.
EVP_CIPHER const* algorithm() {
  static auto const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  CHECK(fetched != nullptr);
  return fetched;
}

context new_context() {
  auto made = context{EVP_CIPHER_CTX_new()};
  CHECK(made != nullptr);
  return made;
}

unsigned char* raw(std::byte* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}
unsigned char const* raw(std::byte const* bytes) {
  return reinterpret_cast<unsigned char const*>(bytes);
}

std::vector<std::byte> name_of(cell place) {
  auto out = byte_writer{};
  out.put_text(place.column);
  out.put(place.row);
  return out.take();
}

}  // namespace

cipher::cipher(secret_key const& key, rng& random) : key_{key}, random_{random} {}

std::vector<std::byte> cipher::seal(std::string_view plain, cell place) const {
  auto sealed = std::vector<std::byte>(kNonceSize + plain.size() + kTagSize);
  random_.fill(std::span{sealed}.first(kNonceSize));
  auto const name = name_of(place);
  auto const job = new_context();
  auto size = 0;
  CHECK(EVP_EncryptInit_ex2(job.get(), algorithm(), raw(key_.data()), raw(sealed.data()),
                            nullptr) == 1);
  CHECK(EVP_EncryptUpdate(job.get(), nullptr, &size, raw(name.data()),
                          static_cast<int>(name.size())) == 1);
  CHECK(EVP_EncryptUpdate(job.get(), raw(sealed.data()) + kNonceSize, &size,
                          reinterpret_cast<unsigned char const*>(plain.data()),
                          static_cast<int>(plain.size())) == 1);
  CHECK(EVP_EncryptFinal_ex(job.get(), raw(sealed.data()) + kNonceSize + size, &size) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(job.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(kTagSize),
                            sealed.data() + kNonceSize + plain.size()) == 1);
  return sealed;
}

std::string cipher::open(std::span<std::byte const> sealed, cell place) const {
  if (sealed.size() < kNonceSize + kTagSize) {
    throw corrupt_bytes{"a sealed value is too short"};
  }
  auto const body = sealed.subspan(kNonceSize, sealed.size() - kNonceSize - kTagSize);
  auto tag = std::array<std::byte, kTagSize>{};
  std::ranges::copy(sealed.last(kTagSize), tag.begin());
  auto plain = std::string(body.size(), '\0');
  auto const name = name_of(place);
  auto const job = new_context();
  auto size = 0;
  CHECK(EVP_DecryptInit_ex2(job.get(), algorithm(), raw(key_.data()), raw(sealed.data()),
                            nullptr) == 1);
  CHECK(EVP_DecryptUpdate(job.get(), nullptr, &size, raw(name.data()),
                          static_cast<int>(name.size())) == 1);
  CHECK(EVP_DecryptUpdate(job.get(), reinterpret_cast<unsigned char*>(plain.data()), &size,
                          raw(body.data()), static_cast<int>(body.size())) == 1);
  CHECK(EVP_CIPHER_CTX_ctrl(job.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagSize),
                            tag.data()) == 1);
  if (EVP_DecryptFinal_ex(job.get(), reinterpret_cast<unsigned char*>(plain.data()) + size,
                          &size) != 1) {
    throw corrupt_bytes{"a sealed value does not open"};
  }
  return plain;
}

}  // namespace chepiao
