#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/loop_lag.h"
#include "http/service.h"

namespace chepiao::http {

class session;

using moment = std::chrono::steady_clock::time_point;

// One thread with its own event loop and the connections that live on it. Deadlines are kept by one
// sweep over all connections a few times per shortest deadline, so that a request costs no timer at
// all. Everything but post() belongs to the thread itself.
class io_thread {
 public:
  explicit io_thread(std::shared_ptr<service>);

  // The thread is called "io-<number>".
  void start(std::size_t number);
  // Asks the loop to end once nothing is left to do, and waits for it.
  void join();

  boost::asio::io_context& context() { return context_; }
  service& shared() { return *service_; }
  bool is_current() const { return std::this_thread::get_id() == id_; }

  // Runs `work` on this thread, soon and in order; drops it when the thread has ended. Any thread.
  void post(std::move_only_function<void()> work);

  void add(session&);
  void remove(session&);
  // Lets every session end in its own way, or at once.
  void stop_sessions();
  void close_sessions();

  // How long requests wait before this thread looks at them.
  milliseconds lag() { return lag_.look(std::chrono::steady_clock::now()); }

  // The value of the Date header, at most a sweep old.
  std::string_view date() const { return date_; }

 private:
  void run_posted();
  void sweep();
  void sweep_later();
  void read_clock();
  template <typename Visit>
  void for_each_session(Visit);

  std::shared_ptr<service> service_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer sweep_timer_;
  std::chrono::milliseconds sweep_interval_;
  loop_lag lag_;
  std::vector<session*> sessions_;
  std::string date_;
  std::thread thread_;
  std::thread::id id_;

  // What runs now; its memory is used again for what is posted later.
  std::vector<std::move_only_function<void()>> running_;

  std::mutex mutex_;
  std::vector<std::move_only_function<void()>> posted_;
  bool ended_ = false;
};

}  // namespace chepiao::http
