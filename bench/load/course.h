#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bench/load/http_reply.h"
#include "bench/load/market.h"
#include "bench/load/random.h"
#include "bench/load/scenario.h"
#include "bench/load/settings.h"

namespace chepiao::load {

// What is bought, and under which key the current step asks for it.
struct purchase {
  std::size_t account = 0;
  std::size_t departure = 0;  // in the market
  std::size_t from = 0;       // stops of the departure
  std::size_t to = 0;
  std::string key;    // empty: the step changes nothing
  std::string order;  // empty until held
};

// One client's way through one scenario, again and again.
class course {
 public:
  // Both outlive this. `run` stands in every key.
  course(market const&, load_settings const&, std::uint64_t run);

  void begin(scenario, random&);
  // Takes the reply to request(). True: the course goes on, with another request or the same again.
  bool advance(http_reply const&, random&);

  std::string const& request() const { return request_; }
  operation current() const { return steps_of(scenario_)[step_]; }
  scenario running() const { return scenario_; }
  bool is_done() const { return done_; }  // every step succeeded
  purchase const& wanted() const { return wanted_; }

 private:
  void choose(random&);
  void write(random&);
  void write_get(std::string_view path, bool signed_in);
  void write_post(std::string_view path, std::string_view body, random&);
  void append_order(std::string& out, random&) const;
  void append_passenger(std::string& out, random&) const;

  market const& market_;
  load_settings const& settings_;
  scenario scenario_{};
  std::size_t step_ = 0;
  bool repeated_ = false;
  bool done_ = false;
  std::uint64_t const run_;  // so that no two runs send the same keys, whatever their seed
  purchase wanted_;
  std::string request_;
  std::string body_;
};

}  // namespace chepiao::load
