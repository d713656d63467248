#include "http/tls_context.h"

#include <array>
#include <string_view>
#include <system_error>

#include <boost/system/system_error.hpp>

namespace chepiao::http {
namespace ssl = boost::asio::ssl;
namespace {

constexpr auto kProtocol = std::string_view{"\x08http/1.1"};

int choose_protocol(SSL*,
                    unsigned char const** out,
                    unsigned char* out_size,
                    unsigned char const* offered,
                    unsigned int offered_size,
                    void*) {
  auto* chosen = static_cast<unsigned char*>(nullptr);
  auto const outcome = SSL_select_next_proto(
      &chosen, out_size, reinterpret_cast<unsigned char const*>(kProtocol.data()),
      static_cast<unsigned int>(kProtocol.size()), offered, offered_size);
  if (outcome != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

void load(ssl::context& context, tls_files const& files) {
  context.use_certificate_chain_file(files.certificate_chain.string());
  context.use_private_key_file(files.private_key.string(), ssl::context::pem);
}

}  // namespace

std::unique_ptr<ssl::context> make_tls_context(tls_files const& files) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  auto* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                  SSL_OP_NO_COMPRESSION | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  try {
    load(*context, files);
  } catch (boost::system::system_error const& failure) {
    throw std::system_error{failure.code(), failure.what()};
  }
  return context;
}

}  // namespace chepiao::http
