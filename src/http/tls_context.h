#pragma once

#include <memory>

#include <boost/asio/ssl/context.hpp>

#include "http/server.h"

namespace chepiao::http {

// TLS 1.2 and 1.3 only, forward-secret AEAD ciphers, HTTP/1.1 by ALPN. Throws std::system_error
// when the files cannot be read or do not belong together.
std::unique_ptr<boost::asio::ssl::context> make_tls_context(tls_files const&);

}  // namespace chepiao::http
