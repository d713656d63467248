#include "api/caller.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/hash.h"
#include "base/sqlite.h"

namespace chepiao::api {
namespace {

constexpr std::size_t kKeyBytesMax = 255;
constexpr std::size_t kTokenBytesMax = 512;

bool is_visible(char c) {
  return c > 0x20 && c < 0x7F;
}

bool is_bearer(std::string_view scheme) {
  return std::ranges::equal(
      scheme, std::string_view{"bearer "}, {},
      [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : int{c}; },
      [](char c) { return int{c}; });
}

}  // namespace

result<std::string_view> bearer_token(http::request const& request) {
  auto const value = request.header("authorization").value_or("");
  if (value.size() <= 7 || value.size() > kTokenBytesMax || !is_bearer(value.substr(0, 7))) {
    return refuse(refusal_code::unauthenticated);
  }
  auto const token = value.substr(7);
  if (!std::ranges::all_of(token, is_visible)) {
    return refuse(refusal_code::unauthenticated);
  }
  return token;
}

result<account_id> account_of(identity const& people, http::request const& request) {
  auto const token = TRY(bearer_token(request));
  try {
    auto const account = people.account_of(token);
    return account ? result<account_id>{*account} : refuse(refusal_code::unauthenticated);
  } catch (sqlite::error const&) {
    return refuse(refusal_code::overloaded);
  }
}

result<std::string_view> idempotency_key(http::request const& request) {
  auto const key = request.header("idempotency-key");
  if (!key) {
    return refuse(refusal_code::missing_idempotency_key);
  }
  if (key->empty() || key->size() > kKeyBytesMax || !std::ranges::all_of(*key, is_visible)) {
    return refuse(refusal_code::invalid_idempotency_key);
  }
  return *key;
}

command_identity identity_of_command(account_id account,
                                     std::string_view key,
                                     http::request const& request,
                                     std::string_view meaning) {
  auto who = std::string{};
  append_hex(who, std::to_underlying(account));
  return {.id = {first_half(sha256{}.update(who).update(" ").update(key).finish())},
          .digest = first_half(sha256{}
                                   .update(request.method)
                                   .update(" ")
                                   .update(request.path)
                                   .update("\n")
                                   .update(meaning)
                                   .finish())};
}

}  // namespace chepiao::api
