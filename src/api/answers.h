#pragma once

#include <string>
#include <string_view>

#include "base/refusal.h"
#include "base/result.h"
#include "http/server.h"

// The few kinds of answers there are.

namespace chepiao::api {

// JSON that concerns one account or changes by the second: never stored by caches.
http::response private_json(int status, std::string body);
// A body that any cache may keep for a while, with its fingerprint; 304 when the client has it
// already.
http::response shared_answer(http::request const&, std::string_view content_type, std::string body);
// Problem details; 401 names the scheme to sign in with.
http::response refused(refusal const&);

inline http::response answer_of(result<http::response> outcome) {
  return outcome ? std::move(*outcome) : refused(outcome.error());
}

}  // namespace chepiao::api
