#pragma once

#include <span>
#include <string_view>

#include "http/server.h"

namespace chepiao::http {

// One file of the web application, built into the program. Everything lives as long as the program.
struct asset {
  std::string_view path;  // "/index.html"
  std::string_view mime;  // "text/html; charset=utf-8"
  std::string_view etag;  // with its quotes
  std::string_view bytes;
  std::string_view gzip;  // the same, compressed; empty where that saves nothing
};

// Answers GET and HEAD from a table sorted by path: the server's fallback. A path without a dot
// that a browser navigates to (it accepts HTML) and that is not under /api gets /index.html, so
// that the application's own addresses can be opened and reloaded; everything else that is not
// there is not_found. Names under /assets/ carry a hash of their content and may be cached for
// ever; the rest is revalidated by ETag. Pages come with a content security policy that lets them
// load from here only.
handler static_files(std::span<asset const>);

}  // namespace chepiao::http
