#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "api/worker_pool.h"
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
// A body that caches may keep, but ask about each time, with the tag that names it; 304 when the
// client has it already.
http::response tagged_answer(http::request const&,
                             std::string const& tag,
                             std::shared_ptr<std::string const> body);
// Problem details; 401 names the scheme to sign in with.
http::response refused(refusal const&);

// What `make` returns. When it throws (a database that cannot be read, no memory), the client is
// asked to try again: a callback of the pipeline must not throw.
template <typename Make>
http::response or_overloaded(Make const& make) {
  try {
    return make();
  } catch (std::exception const&) {
    return refused(refusal_code::overloaded);
  }
}

// Answers with make() from a thread of the pool; refusal overloaded when that throws or the pool is
// full. For what is long, or may read a disk, and is asked for on a thread that others wait for.
template <typename Make>
void respond_from(worker_pool& pool, urgency u, std::unique_ptr<http::responder> reply, Make make) {
  auto shared = std::shared_ptr{std::move(reply)};
  auto const taken = pool.run(u, [make = std::move(make), shared] {
    auto answer = http::response{};
    try {
      answer = make();
    } catch (std::exception const&) {
      shared->respond(refused(refusal_code::overloaded));
      throw;  // the pool counts it
    }
    shared->respond(std::move(answer));
  });
  if (!taken) {
    shared->respond(refused(refusal_code::overloaded));
  }
}

inline http::response answer_of(result<http::response> outcome) {
  return outcome ? std::move(*outcome) : refused(outcome.error());
}

}  // namespace chepiao::api
