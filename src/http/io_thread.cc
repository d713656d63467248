#include "http/io_thread.h"

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <pthread.h>
#include <boost/asio/post.hpp>

#include "base/clock.h"
#include "base/instant.h"
#include "http/session.h"

namespace chepiao::http {
namespace {

constexpr auto kSweepsPerDeadline = 4;
constexpr auto kSweepIntervalMin = milliseconds{5};
constexpr auto kSweepIntervalMax = milliseconds{250};

milliseconds sweep_interval(server_options const& options) {
  auto const shortest =
      std::min({options.header_deadline, options.body_deadline, options.idle_deadline,
                options.write_deadline, options.stream_heartbeat});
  return std::clamp(shortest / kSweepsPerDeadline, kSweepIntervalMin, kSweepIntervalMax);
}

std::string date_text() {
  auto const now = std::chrono::floor<seconds>(system_clock{}.now());
  auto const as_time = static_cast<std::time_t>(now.time_since_epoch().count());
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(as_time));
}

}  // namespace

io_thread::io_thread(std::shared_ptr<service> shared)
    : service_{std::move(shared)},
      work_{context_.get_executor()},
      sweep_timer_{context_},
      sweep_interval_{sweep_interval(service_->options)},
      lag_{context_} {}

void io_thread::start(std::size_t number) {
  thread_ = std::thread{[this] {
    context_.run();
    auto dropped = std::vector<std::move_only_function<void()>>{};
    auto const guard = std::lock_guard{mutex_};
    ended_ = true;
    dropped.swap(posted_);
  }};
  id_ = thread_.get_id();
  ::pthread_setname_np(thread_.native_handle(), fmt::format("io-{}", number).c_str());
}

void io_thread::join() {
  post([this] {
    sweep_timer_.cancel();
    work_.reset();
  });
  thread_.join();
}

void io_thread::post(std::move_only_function<void()> work) {
  auto const guard = std::lock_guard{mutex_};
  if (ended_) {
    return;
  }
  posted_.push_back(std::move(work));
  // One wake-up for all that gathers until the thread gets to it.
  if (posted_.size() == 1) {
    boost::asio::post(context_, [this] { run_posted(); });
  }
}

void io_thread::run_posted() {
  {
    auto const guard = std::lock_guard{mutex_};
    running_.swap(posted_);
  }
  for (auto& work : running_) {
    work();
  }
  running_.clear();
}

void io_thread::add(session& added) {
  added.position_ = sessions_.size();
  sessions_.push_back(&added);
  if (sessions_.size() == 1) {
    read_clock();
    sweep_later();
  }
}

void io_thread::remove(session& removed) {
  sessions_.back()->position_ = removed.position_;
  sessions_[removed.position_] = sessions_.back();
  sessions_.pop_back();
  if (sessions_.empty()) {
    sweep_timer_.cancel();
  }
}

template <typename Visit>
void io_thread::for_each_session(Visit visit) {
  // From the end, because a visited session may leave, and then the last one takes its place.
  for (auto i = sessions_.size(); i-- > 0;) {
    if (i < sessions_.size()) {
      auto const kept = sessions_[i]->shared_from_this();
      visit(*kept);
    }
  }
}

void io_thread::stop_sessions() {
  for_each_session([](session& each) { each.on_stop(); });
}

void io_thread::close_sessions() {
  for_each_session([](session& each) { each.close(); });
}

void io_thread::sweep_later() {
  sweep_timer_.expires_after(sweep_interval_);
  sweep_timer_.async_wait([this](boost::system::error_code ec) {
    if (!ec && !sessions_.empty()) {
      sweep();
    }
  });
}

void io_thread::sweep() {
  read_clock();
  auto const now = std::chrono::steady_clock::now();
  for_each_session([&](session& each) { each.on_sweep(now); });
  if (!sessions_.empty()) {
    sweep_later();
  }
}

void io_thread::read_clock() {
  date_ = date_text();
}

}  // namespace chepiao::http
