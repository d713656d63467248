#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/routes.h"
#include "base/io.h"
#include "http/router.h"
#include "journal/memory_log.h"
#include "test/support/manual_clock.h"
#include "test/support/seeded_rng.h"
#include "test/support/small_world.h"
#include "test/support/temporary_folder.h"

namespace chepiao::fuzz {

// The house behind the sockets with one signed-in buyer, on a journal in memory. What is sold
// stays sold until start_over(); accounts stay for good, since making a database takes long.
class api_house {
 public:
  api_house();
  ~api_house();
  api_house(api_house const&) = delete;
  api_house& operator=(api_house const&) = delete;

  void start_over();
  // The answer to a request with its path and query in place; waits for it. Not found by the
  // router, or with too long a body: status 0.
  http::response ask(http::request);
  std::string const& token() const { return token_; }

 private:
  void open();
  void close();
  void sign_in();

  test::small_world world_;
  test::temporary_folder folder_;
  system_io files_;
  test::manual_clock time_;
  test::seeded_rng chance_{1};
  std::unique_ptr<identity> people_;
  std::unique_ptr<order_store> orders_;
  std::unique_ptr<live_feed> feed_;
  std::unique_ptr<projector> projected_;
  std::unique_ptr<journal::memory_log> log_;
  std::unique_ptr<pipeline> sales_;
  std::unique_ptr<api::context> context_;
  std::unique_ptr<http::router> router_;
  std::string token_;
};

}  // namespace chepiao::fuzz
