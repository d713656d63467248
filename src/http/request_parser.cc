#include "http/request_parser.h"

#include <algorithm>
#include <charconv>

#include "http/characters.h"

namespace chepiao::http {
namespace beast = boost::beast;
namespace {

// What is set aside on the word of a client alone; beyond it, memory follows what has arrived.
constexpr auto kTrustedLength = std::uint64_t{64} * 1024;
constexpr auto kUsualFields = std::size_t{12};

std::string lower_cased(std::string_view text) {
  auto out = std::string{text};
  std::ranges::transform(out, out.begin(), to_lower);
  return out;
}

}  // namespace

request_parser::request_parser(request& out, std::size_t head_bytes_max) : out_{out} {
  // The gate was stricter already; this keeps Beast from being the one that counts.
  header_limit(static_cast<std::uint32_t>(head_bytes_max + 1));
  body_limit(boost::none);
  out_.headers.reserve(kUsualFields);
}

void request_parser::on_request_impl(
    beast::http::verb, string_view method, string_view target, int version, error_code&) {
  out_.method.assign(method.data(), method.size());
  target_.assign(target.data(), target.size());
  version_1_0_ = version == 10;
}

void request_parser::on_response_impl(int, string_view, int, error_code&) {}

void request_parser::on_field_impl(beast::http::field field,
                                   string_view name,
                                   string_view value,
                                   error_code& ec) {
  if (head_done_) {
    ec = beast::http::error::bad_field;
    return;
  }
  expects_continue_ |= field == beast::http::field::expect;
  if (field == beast::http::field::content_length) {
    std::from_chars(value.data(), value.data() + value.size(), declared_length_);
  }
  out_.headers.emplace_back(lower_cased({name.data(), name.size()}),
                            std::string{value.data(), value.size()});
}

void request_parser::on_header_impl(error_code&) {
  head_done_ = true;
}

void request_parser::on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) {
  out_.body.reserve(static_cast<std::size_t>(std::min(declared_length_, kTrustedLength)));
}

std::size_t request_parser::on_body_impl(string_view bytes, error_code&) {
  out_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

void request_parser::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& ec) {
  if (!extensions.empty()) {
    ec = beast::http::error::bad_chunk_extension;
  }
}

std::size_t request_parser::on_chunk_body_impl(std::uint64_t, string_view bytes, error_code&) {
  out_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

void request_parser::on_finish_impl(error_code&) {}

}  // namespace chepiao::http
