#include "identity/form.h"

#include <algorithm>
#include <utility>

#include "identity/document.h"
#include "identity/text.h"

namespace chepiao {
namespace {

constexpr auto kPasswordMin = std::size_t{8};
constexpr auto kPasswordMax = std::size_t{128};
constexpr auto kEmailMax = std::size_t{254};  // of RFC 5321's path, without its brackets
constexpr auto kNameMax = std::size_t{64};

bool is_username(std::string_view text) {
  return text.size() >= 3 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
           return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

// Only a letter tells whether an address exists; this keeps out what is none at all.
bool is_email(std::string_view text) {
  auto const at = text.find('@');
  return text.size() <= kEmailMax && at != std::string_view::npos && at > 0 &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         text.find(' ') == std::string_view::npos && printable_length(text).has_value();
}

bool is_name(std::string_view text) {
  if (text.size() > kNameMax * 4) {
    return false;
  }
  auto const length = printable_length(text);
  return length && *length >= 1 && *length <= kNameMax;
}

std::string below(std::string_view prefix, std::string_view field) {
  return prefix.empty() ? std::string{field} : std::string{prefix} + "." + std::string{field};
}

}  // namespace

std::string normal_username(std::string_view username) {
  auto normal = std::string{username};
  std::ranges::transform(normal, normal.begin(), to_lower);
  return normal;
}

result<void> check(new_account const& account) {
  if (!is_username(account.username)) {
    return refuse(refusal_code::invalid_field, "username");
  }
  if (!is_email(account.email)) {
    return refuse(refusal_code::invalid_field, "email");
  }
  if (account.password.size() < kPasswordMin) {
    return refuse(refusal_code::weak_password, "password");
  }
  if (account.password.size() > kPasswordMax) {
    return refuse(refusal_code::invalid_field, "password");
  }
  return {};
}

result<void> check(traveller const& t, std::string_view prefix, std::chrono::sys_days today) {
  if (!is_name(trimmed(t.name))) {
    return refuse(refusal_code::invalid_field, below(prefix, "name"));
  }
  if (t.document > document_type::foreigner_residence) {
    return refuse(refusal_code::invalid_field, below(prefix, "document_type"));
  }
  if (t.document_number.size() > kNameMax ||
      !number_fits(t.document, normal_number(t.document_number), today)) {
    return refuse(refusal_code::invalid_field, below(prefix, "document_number"));
  }
  if (t.type > passenger_type::disabled) {
    return refuse(refusal_code::invalid_field, below(prefix, "type"));
  }
  return {};
}

}  // namespace chepiao
