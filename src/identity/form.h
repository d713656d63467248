#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "identity/identity.h"

namespace chepiao {

// User names are compared and stored in lower case.
std::string normal_username(std::string_view);

// Refusals: invalid_field naming username, email or password, weak_password.
result<void> check(new_account const&);

// Refusal: invalid_field naming name, document_number, document_type or type below `prefix`.
result<void> check(traveller const&, std::string_view prefix, std::chrono::sys_days today);

}  // namespace chepiao
