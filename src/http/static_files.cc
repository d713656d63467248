#include "http/static_files.h"

#include <algorithm>
#include <string>

#include "base/check.h"
#include "http/characters.h"

namespace chepiao::http {
namespace {

// Style attributes are how Vue and the charts place things; scripts have no such exception.
constexpr auto kPolicy = std::string_view{
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src "
    "'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"};
constexpr auto kForEver = std::string_view{"public, max-age=31536000, immutable"};

asset const* find(std::span<asset const> files, std::string_view path) {
  auto const found = std::ranges::lower_bound(files, path, {}, &asset::path);
  return found != files.end() && found->path == path ? &*found : nullptr;
}

bool mentions(std::optional<std::string_view> header, std::string_view word) {
  return header && header->find(word) != std::string_view::npos;
}

// The members of a comma-separated list, one after the other, trimmed.
template <typename Visit>
bool any_member(std::string_view list, Visit visit) {
  while (!list.empty()) {
    auto const end = std::min(list.find(','), list.size());
    if (visit(trimmed(list.substr(0, end)))) {
      return true;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

// "gzip" or "gzip;q=0.5", but not "gzip;q=0".
bool accepts_gzip(request const& asked) {
  return any_member(asked.header("accept-encoding").value_or(""), [](std::string_view member) {
    auto const semicolon = std::min(member.find(';'), member.size());
    auto const weight = member.substr(semicolon);
    auto const is_zero =
        weight.find("q=") != std::string_view::npos &&
        weight.substr(weight.find("q=") + 2).find_first_not_of("0. ") == std::string_view::npos;
    return equals_ignoring_case(trimmed(member.substr(0, semicolon)), "gzip") && !is_zero;
  });
}

bool has_already(request const& asked, std::string_view etag) {
  return any_member(asked.header("if-none-match").value_or(""), [&](std::string_view member) {
    return member == "*" || member == etag ||
           (member.starts_with("W/") && member.substr(2) == etag);
  });
}

bool is_navigation(request const& asked) {
  auto const is_api = asked.path == "/api" || asked.path.starts_with("/api/");
  return !is_api && asked.path.find('.') == std::string::npos &&
         mentions(asked.header("accept"), "text/html");
}

asset const* choose(std::span<asset const> files, request const& asked) {
  if (asked.path == "/") {
    return find(files, "/index.html");
  }
  if (auto const* const file = find(files, asked.path)) {
    return file;
  }
  return is_navigation(asked) ? find(files, "/index.html") : nullptr;
}

// A compressed answer is another one as far as caches are concerned.
std::string etag_of(asset const& file, std::string_view coding) {
  auto etag = std::string{file.etag};
  if (!coding.empty()) {
    etag.insert(etag.size() - 1, "-" + std::string{coding});
  }
  return etag;
}

response serve(asset const& file, request const& asked) {
  auto const compressed = !file.gzip.empty() && accepts_gzip(asked);
  auto etag = etag_of(file, compressed ? "gzip" : "");
  auto answer = response{.content_type = file.mime};
  auto const for_ever = file.path.starts_with("/assets/");
  answer.headers = {{"Cache-Control", std::string{for_ever ? kForEver : "no-cache"}},
                    {"Referrer-Policy", "same-origin"}};
  if (!file.gzip.empty()) {
    answer.headers.emplace_back("Vary", "Accept-Encoding");
  }
  if (file.mime.starts_with("text/html")) {
    answer.headers.emplace_back("Content-Security-Policy", std::string{kPolicy});
  }
  auto const unchanged = has_already(asked, etag);
  answer.headers.emplace_back("ETag", std::move(etag));
  if (unchanged) {
    answer.status = 304;
    return answer;
  }
  if (compressed) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
  }
  answer.body = compressed ? file.gzip : file.bytes;
  return answer;
}

}  // namespace

handler static_files(std::span<asset const> files) {
  CHECK(std::ranges::is_sorted(files, {}, &asset::path));
  return [files](request const& asked, std::unique_ptr<responder> reply) {
    auto const* const file = choose(files, asked);
    reply->respond(file != nullptr ? serve(*file, asked) : problem(refusal_code::not_found));
  };
}

}  // namespace chepiao::http
