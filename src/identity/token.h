#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/rng.h"

namespace chepiao {

// 256 random bits as 43 characters of base64url.
std::string new_token(rng&);

// What is stored of a token. Nothing when the text cannot be one.
std::optional<digest256> digest_of_token(std::string_view);

}  // namespace chepiao
