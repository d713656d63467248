#include "api/answers.h"

#include <algorithm>
#include <span>

#include "base/hash.h"

namespace chepiao::api {

http::response private_json(int status, std::string body) {
  auto answer = http::response{};
  answer.status = status;
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.body = std::move(body);
  return answer;
}

http::response shared_answer(http::request const& request,
                             std::string_view content_type,
                             std::string body) {
  auto const digest = first_half(sha256_of(std::as_bytes(std::span{body})));
  auto const tag = '"' + to_hex(digest) + '"';
  auto answer = http::response{};
  answer.content_type = content_type;
  answer.headers.emplace_back("ETag", tag);
  answer.headers.emplace_back("Cache-Control", "public, max-age=60");
  if (request.header("if-none-match").value_or("").find(tag) != std::string_view::npos) {
    answer.status = 304;
  } else {
    answer.body = std::move(body);
  }
  return answer;
}

http::response refused(refusal const& why) {
  auto answer = http::problem(why);
  auto const named = std::ranges::any_of(
      answer.headers, [](auto const& header) { return header.first == "WWW-Authenticate"; });
  if (answer.status == 401 && !named) {
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  }
  return answer;
}

}  // namespace chepiao::api
