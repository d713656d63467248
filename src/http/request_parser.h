#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>

#include "http/server.h"

namespace chepiao::http {

// Beast's parser writing straight into a request. Only fed with heads that passed the gate. Chunk
// extensions and trailers are refused: nobody needs them, and parsers disagree about them.
class request_parser final : public boost::beast::http::basic_parser<true> {
 public:
  // `out` must live until the parser is gone.
  request_parser(request& out, std::size_t head_bytes_max);

  std::string_view target() const { return target_; }
  bool expects_continue() const { return expects_continue_; }
  bool is_version_1_0() const { return version_1_0_; }
  // 0 for chunked bodies.
  std::uint64_t declared_length() const { return declared_length_; }

 private:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;

  void on_request_impl(boost::beast::http::verb,
                       string_view method,
                       string_view target,
                       int version,
                       error_code&) override;
  void on_response_impl(int, string_view, int, error_code&) override;
  void on_field_impl(boost::beast::http::field,
                     string_view name,
                     string_view value,
                     error_code&) override;
  void on_header_impl(error_code&) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override;
  std::size_t on_body_impl(string_view, error_code&) override;
  void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code&) override;
  std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code&) override;
  void on_finish_impl(error_code&) override;

  request& out_;
  std::string target_;
  std::uint64_t declared_length_ = 0;
  bool expects_continue_ = false;
  bool version_1_0_ = false;
  bool head_done_ = false;
};

}  // namespace chepiao::http
