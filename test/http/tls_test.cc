#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "test/http/test_server.h"

namespace chepiao::http::test {
namespace {

template <auto Free>
struct freed_by {
  template <typename Thing>
  void operator()(Thing* thing) const {
    Free(thing);
  }
};
using key_pointer = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using certificate_pointer = std::unique_ptr<X509, freed_by<X509_free>>;
using context_pointer = std::unique_ptr<SSL_CTX, freed_by<SSL_CTX_free>>;
using ssl_pointer = std::unique_ptr<SSL, freed_by<SSL_free>>;

key_pointer new_key() {
  return key_pointer{EVP_EC_gen("P-256")};
}

certificate_pointer signed_by_itself(EVP_PKEY* key) {
  auto certificate = certificate_pointer{X509_new()};
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  auto* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

// A certificate and its key in files of a folder that goes away with them.
class certificate_files {
 public:
  certificate_files() {
    auto pattern = (std::filesystem::temp_directory_path() / "chepiao-tls-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    auto const key = new_key();
    write("key.pem", [&](std::FILE* file) {
      PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    write("certificate.pem",
          [&](std::FILE* file) { PEM_write_X509(file, signed_by_itself(key.get()).get()); });
    auto const other = new_key();
    write("other.pem", [&](std::FILE* file) {
      PEM_write_PrivateKey(file, other.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }
  ~certificate_files() { std::filesystem::remove_all(folder_); }
  certificate_files(certificate_files const&) = delete;
  certificate_files& operator=(certificate_files const&) = delete;

  tls_files files(std::string const& key = "key.pem") const {
    return {.certificate_chain = folder_ / "certificate.pem", .private_key = folder_ / key};
  }

 private:
  template <typename Write>
  void write(std::string const& name, Write put) const {
    auto* const file = std::fopen((folder_ / name).c_str(), "w");
    put(file);
    std::fclose(file);
  }

  std::filesystem::path folder_;
};

server_options over_tls(certificate_files const& files) {
  return {.tls = files.files()};
}

class tls_client {
 public:
  explicit tls_client(http_client& over, int version_max = TLS1_3_VERSION)
      : context_{SSL_CTX_new(TLS_client_method())} {
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_max_proto_version(context_.get(), version_max);
    constexpr auto kOffer = std::string_view{"\x02h2\x08http/1.1"};
    SSL_CTX_set_alpn_protos(context_.get(), reinterpret_cast<unsigned char const*>(kOffer.data()),
                            static_cast<unsigned>(kOffer.size()));
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), over.descriptor());
  }

  int connect() { return SSL_connect(ssl_.get()); }
  std::string version() const { return SSL_get_version(ssl_.get()); }
  std::string protocol() const {
    auto const* name = static_cast<unsigned char const*>(nullptr);
    auto size = 0U;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<char const*>(name), size};
  }
  void send(std::string const& text) {
    SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
  }
  // Everything up to the end of the connection.
  std::string receive_all() {
    auto text = std::string{};
    char bytes[16'384];
    for (auto size = SSL_read(ssl_.get(), bytes, sizeof bytes); size > 0;
         size = SSL_read(ssl_.get(), bytes, sizeof bytes)) {
      text.append(bytes, static_cast<std::size_t>(size));
    }
    return text;
  }

 private:
  context_pointer context_;
  ssl_pointer ssl_;
};

class tls_version : public testing::TestWithParam<int> {};

TEST_P(tls_version, makes_a_round_trip) {
  auto const files = certificate_files{};
  auto server = test_server{{post("/echo", echo(), 1'000'000)}, over_tls(files)};
  auto connection = server.connect();
  auto client = tls_client{connection, GetParam()};
  ASSERT_EQ(client.connect(), 1);
  EXPECT_EQ(client.protocol(), "http/1.1");
  auto const body = std::string(500'000, 'x');
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 500000\r\n\r\n" +
      body);
  auto const text = client.receive_all();
  EXPECT_TRUE(text.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(text.find("\r\n\r\nabcHTTP/1.1 200 OK\r\n"), std::string::npos);
  EXPECT_TRUE(text.ends_with("\r\n\r\n" + body));
}

INSTANTIATE_TEST_SUITE_P(tls, tls_version, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

TEST(tls, refuses_old_versions) {
  auto const files = certificate_files{};
  auto server = test_server{{}, over_tls(files)};
  auto connection = server.connect();
  auto client = tls_client{connection, TLS1_1_VERSION};
  EXPECT_NE(client.connect(), 1);
}

TEST(tls, drops_who_speaks_plainly) {
  auto const files = certificate_files{};
  auto server = test_server{{}, over_tls(files)};
  auto client = server.connect();
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THROW(client.receive(), std::exception);
}

TEST(tls, drops_who_does_not_shake_hands) {
  auto const files = certificate_files{};
  auto options = over_tls(files);
  options.header_deadline = milliseconds{50};
  auto server = test_server{{}, options};
  EXPECT_TRUE(server.connect().closed_by_server());
}

TEST(tls, stops_with_a_connection_open) {
  auto const files = certificate_files{};
  auto server = test_server{{}, over_tls(files)};
  auto connection = server.connect();
  auto client = tls_client{connection};
  ASSERT_EQ(client.connect(), 1);
  server->stop();
  EXPECT_EQ(client.receive_all(), "");
}

TEST(tls, wants_files_that_belong_together) {
  auto const files = certificate_files{};
  auto mixed = server{{.port = 0, .tls = files.files("other.pem")}, {}, {}};
  EXPECT_THROW(mixed.start(), std::system_error);
  auto missing = server{{.port = 0, .tls = files.files("missing.pem")}, {}, {}};
  EXPECT_THROW(missing.start(), std::system_error);
}

}  // namespace
}  // namespace chepiao::http::test
