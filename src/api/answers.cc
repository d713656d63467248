#include "api/answers.h"

#include <algorithm>
#include <span>

#include "base/hash.h"

namespace chepiao::api {
namespace {

bool has_tag(http::request const& request, std::string_view tag) {
  return request.header("if-none-match").value_or("").find(tag) != std::string_view::npos;
}

}  // namespace

http::response private_json(int status, std::string body) {
  auto answer = http::response{};
  answer.status = status;
  answer.headers.reserve(4);
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
  if (has_tag(request, tag)) {
    answer.status = 304;
  } else {
    answer.body = std::move(body);
  }
  return answer;
}

http::response tagged_answer(http::request const& request,
                             std::string const& tag,
                             std::shared_ptr<std::string const> body) {
  auto answer = http::response{};
  answer.headers.reserve(2);
  answer.headers.emplace_back("ETag", tag);
  answer.headers.emplace_back("Cache-Control", "no-cache");
  if (has_tag(request, tag)) {
    answer.status = 304;
  } else {
    answer.shared_body = std::move(body);
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
