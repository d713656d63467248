#pragma once

#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "bench/load/course.h"
#include "bench/load/http_reply.h"
#include "bench/load/market.h"
#include "bench/load/nanos.h"

namespace chepiao::load {

// A record of every operation as its client saw it, for checkers: a JSON object a line, in order of
// completion within each thread only.
//
//   {"op":"hold",              name of the operation: get search hold pay cancel refund ticket
//    "invoke":123,             when the request was handed to the kernel, ns of CLOCK_MONOTONIC
//    "return":456,             when the whole reply had been read; null: no reply came (the
//    connection
//                              broke, timed out or the run ended), so nobody knows whether it
//                              happened
//    "status":201,             HTTP status; null with "return":null
//    "code":"sold_out",        of problem details; left out of a success
//    "key":"...",              Idempotency-Key; "" when the operation changes nothing. The same key
//                              may come several times (option --repeats)
//    "replayed":true,          the reply said Idempotency-Replayed; else left out
//    "account":3,              which of the run's accounts asked, from 0
//    "order":"...",            order id; "" when there is none (yet)
//    "departure":"1-20261122","class":"second","from":0,"to":4,    from and to: stop indexes, from
//    0 "seq":"77",               the reply's X-Data-Seq; left out when it has none
//    "seats":[{"coach":"01","seat":"1A"}]}      of the order in a successful reply; else left out
//
// get and search have no account, order, departure, class, from and to.
class history {
 public:
  // Throws std::system_error when the file cannot be made.
  history(std::string const& file, market const&);

  // One thread's part; written when it is full and at the end.
  class part {
   public:
    explicit part(history& whole) : whole_{whole} {}
    ~part() { whole_.write(lines_); }
    part(part const&) = delete;
    part& operator=(part const&) = delete;

    void reply(operation, purchase const&, nanos invoked, nanos returned, http_reply const&);
    void no_reply(operation, purchase const&, nanos invoked);

   private:
    void begin(operation, purchase const&, nanos invoked);
    void end();

    history& whole_;
    std::string lines_;
  };

 private:
  void write(std::string& lines);

  struct closer {
    void operator()(std::FILE* f) const { std::fclose(f); }
  };
  market const& market_;
  std::unique_ptr<std::FILE, closer> file_;
  std::mutex mutex_;
};

}  // namespace chepiao::load
