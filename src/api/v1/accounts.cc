#include <memory>
#include <utility>

#include <fmt/format.h>

#include "api/answers.h"
#include "api/caller.h"
#include "api/json_body.h"
#include "api/json_text.h"
#include "api/v1/endpoints.h"

namespace chepiao::api::v1 {
namespace {

constexpr std::size_t kUsernameBytesMax = 64;
constexpr std::size_t kPasswordBytesMax = 1024;  // identity says what is too long
constexpr std::size_t kEmailBytesMax = 254;

struct wish {
  std::string key;
  std::string meaning;
  std::string peer;
  new_account account;
};

result<wish> read(http::request& request) {
  auto const key = TRY(idempotency_key(request));
  auto memory = json_memory{};
  auto const body = TRY(parse_body(request, memory));
  auto const fields = json_fields{body, ""};
  TRY(fields.only({"username", "password", "email"}));
  auto const username = TRY(fields.text("username", kUsernameBytesMax));
  auto const password = TRY(fields.text("password", kPasswordBytesMax));
  auto const email = TRY(fields.text("email", kEmailBytesMax));
  return wish{.key = std::string{key},
              .meaning = canonical_text(body),
              .peer = std::move(request.peer),
              .account = {.username = std::string{username},
                          .password = std::string{password},
                          .email = std::string{email}}};
}

http::response told(account_id account, std::string_view username) {
  auto out = fmt::format("{{\"account_id\":\"{:016x}\",\"username\":",
                         static_cast<std::uint64_t>(account));
  append_quoted(out, username);
  out += '}';
  return private_json(201, std::move(out));
}

http::response told_again(account_id account, std::string_view username) {
  auto answer = told(account, username);
  answer.headers.emplace_back("Idempotency-Replayed", "true");
  return answer;
}

// The name is taken. If the password is that account's, too, then this is the request of before a
// restart said again, and the answer is the same.
void recognise(create_account const& with, std::shared_ptr<wish> const& asked, reply_to reply) {
  with.people.sign_in(asked->account.username, asked->account.password, asked->peer,
                      [with, asked, reply = std::move(reply)](result<session> known) {
                        if (!known) {
                          with.keys.forget(asked->key);
                          return reply->respond(refused(refusal_code::username_taken));
                        }
                        with.keys.finish(asked->key, asked->account.username, known->account);
                        reply->respond(told_again(known->account, asked->account.username));
                        with.people.sign_out(known->token, [](result<void>) {});
                      });
}

}  // namespace

void create_account::operator()(http::request request, reply_to reply) const {
  auto wanted = read(request);
  if (!wanted) {
    return reply->respond(refused(wanted.error()));
  }
  auto const before = keys.begin(wanted->key, wanted->meaning);
  if (!before) {
    return reply->respond(refused(before.error()));
  }
  if (*before) {
    return reply->respond(told_again(**before, wanted->account.username));
  }
  auto const asked = std::make_shared<wish>(std::move(*wanted));
  people.create_account(
      asked->account, asked->peer,
      [with = *this, asked, reply = std::move(reply)](result<account_id> made) mutable {
        if (made) {
          with.keys.finish(asked->key, asked->account.username, *made);
          return reply->respond(told(*made, asked->account.username));
        }
        if (made.error().code == refusal_code::username_taken &&
            !with.keys.created_here(asked->account.username)) {
          return recognise(with, asked, std::move(reply));
        }
        with.keys.forget(asked->key);
        reply->respond(refused(made.error()));
      });
}

}  // namespace chepiao::api::v1
