#include <string>
#include <string_view>

#include <fmt/format.h>

#include "http/server.h"

namespace chepiao::http {
namespace {

void append_json_text(std::string& out, std::string_view text) {
  out.push_back('"');
  for (auto const c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out.push_back(',');
  append_json_text(out, name);
  out.push_back(':');
  append_json_text(out, value);
}

constexpr auto kOverloadedWaitMax = 5;  // seconds

// Whole seconds from 1 in turn: who was refused together does not come back together.
int next_overloaded_wait() {
  thread_local auto turn = 0;
  turn = turn % kOverloadedWaitMax + 1;
  return turn;
}

// Seconds after which trying again may help; 0: say nothing.
int retry_after_s(refusal_code code, int status) {
  switch (code) {
    case refusal_code::overloaded:
      return next_overloaded_wait();
    case refusal_code::stopping:
    case refusal_code::too_many_streams:
      return 5;
    case refusal_code::storage_full:
      return 60;
    default:
      return status == 429 ? 30 : status == 503 ? 5 : 0;
  }
}

}  // namespace

response problem(refusal const& why) {
  auto const& row = row_of(why.code);
  auto out = response{.status = row.http_status,
                      .content_type = "application/problem+json",
                      .headers = {{"Cache-Control", "no-store"}},
                      .body = fmt::format(R"({{"type":"/problems/{}","status":{})", row.wire_code,
                                          row.http_status)};
  append_member(out.body, "title", row.text_en);
  append_member(out.body, "code", row.wire_code);
  append_member(out.body, "detail", row.text_en);
  append_member(out.body, "detail_zh", row.text_zh);
  if (!why.field.empty()) {
    append_member(out.body, "field", why.field);
  }
  out.body.push_back('}');
  if (auto const wait = retry_after_s(why.code, row.http_status); wait > 0) {
    out.headers.emplace_back("Retry-After", std::to_string(wait));
  }
  return out;
}

}  // namespace chepiao::http
