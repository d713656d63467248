#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace chepiao::load {

// One request after another, waiting for each: for what happens before the clock starts.
class api_client {
 public:
  // Throws std::system_error when nobody listens there.
  api_client(std::string const& host, std::uint16_t port);
  ~api_client();
  api_client(api_client const&) = delete;
  api_client& operator=(api_client const&) = delete;

  struct answer {
    int status = 0;
    boost::json::value body;
  };
  // Throws std::runtime_error when the connection breaks or the reply cannot be read.
  answer get(std::string_view path);
  answer post(std::string_view path, boost::json::value const& body, std::string_view key);

 private:
  answer exchange(std::string const& request);

  int socket_;
};

// A socket connected to a numeric IPv4 address; throws std::system_error.
int connected_socket(std::string const& host, std::uint16_t port);

std::string percent_encoded(std::string_view text);

}  // namespace chepiao::load
