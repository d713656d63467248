#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "http/io_thread.h"
#include "http/session.h"

namespace chepiao::http::test {

// Bytes in memory in place of a socket, so many at a time, and then the end. The io_thread is never
// started: run() does its work.
class memory_session final : public session {
 public:
  // The input must live as long.
  memory_session(std::shared_ptr<io_thread> thread, std::string_view input, std::size_t piece)
      : session{std::move(thread), "192.0.2.1"}, left_{input}, piece_{piece} {}

  // Until nothing is left to do.
  void run() {
    start();
    for (auto busy = true; busy;) {
      busy = thread().context().poll() > 0;
      busy = step() || busy;
    }
  }
  bool closed() const { return closed_; }
  std::string const& said() const { return said_; }

 private:
  // Does what is asked of the transport next; false: nothing is.
  bool step() {
    if (closed_) {
      return false;
    }
    if (writing_) {
      writing_ = false;
      on_written({});
      return true;
    }
    if (into_.size() == 0) {
      return false;
    }
    auto const size = std::min({into_.size(), piece_, left_.size()});
    std::ranges::copy(left_.substr(0, size), static_cast<char*>(into_.data()));
    left_.remove_prefix(size);
    into_ = {};
    on_read(size == 0 ? boost::asio::error::make_error_code(boost::asio::error::eof) : error_code{},
            size);
    return true;
  }
  void open_transport() override { on_opened({}); }
  void read_some(boost::asio::mutable_buffer into) override {
    CHECK(into_.size() == 0 && into.size() > 0);
    into_ = into;
  }
  void write_all(write_buffers const& bytes) override {
    CHECK(!writing_);
    for (auto const& each : bytes) {
      said_.append(static_cast<char const*>(each.data()), each.size());
    }
    writing_ = true;
  }
  std::size_t copied_body_max() const override { return 1024; }
  void end_writing() override {}
  void close_transport() override { closed_ = true; }

  std::string_view left_;
  std::size_t piece_;
  std::string said_;
  boost::asio::mutable_buffer into_;
  bool writing_ = false;
  bool closed_ = false;
};

}  // namespace chepiao::http::test
