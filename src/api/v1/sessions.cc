#include <utility>

#include "api/answers.h"
#include "api/caller.h"
#include "api/json_body.h"
#include "api/json_text.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kUsernameBytesMax = 64;
constexpr std::size_t kPasswordBytesMax = 1024;

struct credentials {
  std::string username;
  std::string password;
};

result<credentials> read(http::request const& request) {
  auto memory = json_memory{};
  auto const body = TRY(parse_body(request, memory));
  auto const fields = json_fields{body, ""};
  TRY(fields.only({"username", "password"}));
  auto const username = TRY(fields.text("username", kUsernameBytesMax));
  auto const password = TRY(fields.text("password", kPasswordBytesMax));
  return credentials{.username = std::string{username}, .password = std::string{password}};
}

http::response told(session const& opened) {
  auto out = std::string{"{\"token\":"};
  append_quoted(out, opened.token);
  out += ",\"expires_at\":";
  append_time(out, opened.expires_at, seconds{0});
  out += '}';
  return private_json(201, std::move(out));
}

http::response nothing() {
  auto gone = private_json(204, {});
  gone.content_type = {};
  return gone;
}

}  // namespace

void sign_in::operator()(http::request request, reply_to reply) const {
  auto asked = read(request);
  if (!asked) {
    return reply->respond(refused(asked.error()));
  }
  people.sign_in(std::move(asked->username), std::move(asked->password), std::move(request.peer),
                 [reply = std::move(reply)](result<session> opened) {
                   reply->respond(opened ? told(*opened) : refused(opened.error()));
                 });
}

void sign_out::operator()(http::request request, reply_to reply) const {
  auto const signed_in = account_of(people, request);
  if (!signed_in) {
    return reply->respond(refused(signed_in.error()));
  }
  people.sign_out(*bearer_token(request), [reply = std::move(reply)](result<void> done) {
    reply->respond(done ? nothing() : refused(done.error()));
  });
}

}  // namespace chepiao::api::v1
