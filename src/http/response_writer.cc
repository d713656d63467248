#include "http/response_writer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <boost/beast/http/status.hpp>

#include "http/characters.h"

namespace chepiao::http {
namespace {

void append_number(std::string& out, std::uint64_t number) {
  auto digits = std::array<char, 20>{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_status_line(std::string& out, int status) {
  if (status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
    return;
  }
  auto const reason = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::uint64_t>(status));
  out.push_back(' ');
  out.append(reason.data(), reason.size());
  out += "\r\n";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

bool is_ours(std::string_view name) {
  constexpr auto kOurs = std::array<std::string_view, 5>{"content-length", "transfer-encoding",
                                                         "connection", "date", "content-type"};
  return std::ranges::any_of(kOurs, [&](auto ours) { return equals_ignoring_case(ours, name); });
}

}  // namespace

void append_head(std::string& out, response const& answer, response_frame const& frame) {
  append_status_line(out, answer.status);
  if (!frame.date.empty()) {
    append_field(out, "Date", frame.date);
  }
  if (!answer.content_type.empty() && !is_bodiless(answer.status)) {
    append_field(out, "Content-Type", answer.content_type);
  }
  out += "X-Content-Type-Options: nosniff\r\n";
  for (auto const& [name, value] : answer.headers) {
    if (!is_ours(name)) {
      append_field(out, name, value);
    }
  }
  if (!is_bodiless(answer.status)) {
    out += "Content-Length: ";
    append_number(out, answer.content().size());
    out += "\r\n";
  }
  if (frame.then == after_response::close) {
    out += "Connection: close\r\n";
  } else if (frame.version_1_0) {
    out += "Connection: keep-alive\r\n";
  }
  out += "\r\n";
}

void append_stream_head(std::string& out, std::string_view date) {
  append_status_line(out, 200);
  append_field(out, "Date", date);
  out +=
      "Content-Type: text/event-stream\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Cache-Control: no-store\r\n"
      "X-Accel-Buffering: no\r\n"
      "Connection: close\r\n\r\n";
}

bool is_sendable(response const& answer) {
  auto const clean = [](std::string_view text) { return std::ranges::none_of(text, is_control); };
  return answer.status >= 200 && answer.status <= 599 && clean(answer.content_type) &&
         std::ranges::all_of(answer.headers, [&](auto const& field) {
           return !field.first.empty() && std::ranges::all_of(field.first, is_token_char) &&
                  clean(field.second);
         });
}

response internal_error() {
  return {.status = 500,
          .content_type = "application/problem+json",
          .headers = {{"Cache-Control", "no-store"}},
          .body =
              R"({"type":"/problems/internal","status":500,"title":"Something went wrong here",)"
              R"("code":"internal","detail":"Something went wrong here",)"
              R"("detail_zh":"服务器内部错误"})"};
}

bool is_bodiless(int status) {
  return status == 204 || status == 304;
}

}  // namespace chepiao::http
