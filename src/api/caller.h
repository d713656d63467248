#pragma once

#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "event/record.h"
#include "http/server.h"
#include "identity/identity.h"

// Who asks, and whether they asked before.

namespace chepiao::api {

// The text after "Bearer ", else refusal unauthenticated.
result<std::string_view> bearer_token(http::request const&);
// The account that signed the request. Refusals: unauthenticated; overloaded when the database of
// sessions cannot be read.
result<account_id> account_of(identity const&, http::request const&);

// The Idempotency-Key: 1 to 255 visible ASCII characters. Refusals: missing_idempotency_key,
// invalid_idempotency_key.
result<std::string_view> idempotency_key(http::request const&);

// A command's name is its principal and key; its digest covers what was asked: method, path and the
// meaning of the body. `meaning` holds no personal data, since the digest is journaled.
command_identity identity_of_command(account_id,
                                     std::string_view key,
                                     http::request const&,
                                     std::string_view meaning);

}  // namespace chepiao::api
