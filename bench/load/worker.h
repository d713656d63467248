#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "bench/load/arrivals.h"
#include "bench/load/connection.h"
#include "bench/load/course.h"
#include "bench/load/history.h"
#include "bench/load/market.h"
#include "bench/load/random.h"
#include "bench/load/settings.h"
#include "bench/load/tally.h"

namespace chepiao::load {

struct schedule {
  std::uint64_t run = 0;  // no two runs have the same
  nanos start = 0;        // first request
  nanos measure = 0;      // from here on replies count
  nanos end = 0;          // nothing is begun after it
};

// One thread and its connections.
class worker {
 public:
  // `thread` from 0; the history may be null. References outlive this.
  worker(load_settings const&, market const&, schedule const&, std::size_t thread, history*);
  ~worker();
  worker(worker const&) = delete;
  worker& operator=(worker const&) = delete;

  // Until the end, and then until what is in flight is answered (for a while). Throws
  // std::system_error.
  void run();
  tally const& seen() const { return seen_; }

 private:
  struct client {
    client(market const& m, load_settings const& s, std::uint64_t run) : way{m, s, run} {}
    connection wire;
    course way;
    bool busy = false;
    bool wants_writable = false;
    nanos came = 0;   // the course; open loop: when it should have begun
    nanos since = 0;  // the request, likewise
    nanos sent = 0;
  };

  bool connect(client&);
  void watch(client&, int how);
  void begin(client&, nanos came);
  void send(client&, nanos since);
  void serve(client&, unsigned events);
  void finish(client&, http_reply const&);
  void lose(client&);
  void rest(client&);
  void let_in(nanos at);
  void look_after(nanos at);
  nanos next_deadline(nanos at) const;
  scenario draw();

  load_settings const& settings_;
  market const& market_;
  schedule const times_;
  random chance_;
  tally seen_;
  std::optional<history::part> history_;
  std::optional<arrivals> arrivals_;
  int poll_;
  std::vector<std::unique_ptr<client>> clients_;
  std::vector<client*> idle_;
  std::size_t busy_ = 0;
  nanos looked_after_ = 0;
  double weights_ = 0;
};

}  // namespace chepiao::load
