#include "http/loop_lag.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sys/eventfd.h>
#include <unistd.h>
#include <boost/asio/buffer.hpp>

namespace chepiao::http {
namespace {

using std::chrono::milliseconds;

constexpr auto kProbeEvery = milliseconds{10};
// Without requests there are no probes; what was measured before says nothing then.
constexpr auto kStaleAfter = milliseconds{1000};

int open_bell() {
  auto const fd = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (fd < 0) {
    throw std::system_error{errno, std::generic_category(), "eventfd"};
  }
  return fd;
}

}  // namespace

loop_lag::loop_lag(boost::asio::io_context& loop) : bell_{loop, open_bell()} {}

milliseconds loop_lag::look(moment now) {
  if (!sent_ && now - measured_at_ >= kProbeEvery) {
    if (now - measured_at_ >= kStaleAfter) {
      last_ = milliseconds{0};
    }
    send(now);
    return last_;
  }
  auto const under_way = sent_ ? now - *sent_ : moment::duration{0};
  return std::max(last_, std::chrono::floor<milliseconds>(under_way));
}

void loop_lag::send(moment now) {
  sent_ = now;
  bell_.async_read_some(boost::asio::buffer(&rung_, sizeof rung_),
                        [this](boost::system::error_code ec, std::size_t) {
                          if (ec) {
                            sent_.reset();
                          } else {
                            arrived();
                          }
                        });
  auto const one = std::uint64_t{1};
  if (::write(bell_.native_handle(), &one, sizeof one) != sizeof one) {
    bell_.cancel();
  }
}

void loop_lag::arrived() {
  measured_at_ = std::chrono::steady_clock::now();
  last_ = std::chrono::floor<milliseconds>(measured_at_ - *sent_);
  sent_.reset();
}

}  // namespace chepiao::http
