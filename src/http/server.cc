#include "http/server.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "base/check.h"
#include "http/io_thread.h"
#include "http/listener.h"
#include "http/service.h"
#include "http/tls_context.h"

namespace chepiao::http {
namespace {

int thread_count(server_options const& options) {
  if (options.io_threads > 0) {
    return options.io_threads;
  }
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

}  // namespace

struct server::impl {
  enum class stage : std::uint8_t { built, running, stopped };

  std::shared_ptr<service> shared;
  std::unique_ptr<boost::asio::ssl::context> tls;
  std::vector<std::shared_ptr<io_thread>> threads;
  std::unique_ptr<listener> door;
  std::mutex stage_mutex;
  stage at = stage::built;
};

server::server(server_options options, std::vector<route> routes, handler fallback)
    : impl_{std::make_unique<impl>()} {
  impl_->shared =
      std::make_shared<service>(std::move(options), router{std::move(routes)}, std::move(fallback));
}

server::~server() {
  stop();
}

void server::start() {
  auto const guard = std::lock_guard{impl_->stage_mutex};
  CHECK(impl_->at == impl::stage::built);
  auto const& options = impl_->shared->options;
  if (options.tls) {
    impl_->tls = make_tls_context(*options.tls);
  }
  auto threads = std::vector<std::shared_ptr<io_thread>>{};
  for (auto i = 0; i < thread_count(options); ++i) {
    threads.push_back(std::make_shared<io_thread>(impl_->shared));
  }
  impl_->door = std::make_unique<listener>(impl_->shared, threads, impl_->tls.get());
  impl_->threads = std::move(threads);
  for (auto i = std::size_t{0}; i < impl_->threads.size(); ++i) {
    impl_->threads[i]->start(i);
  }
  impl_->threads.front()->post([door = impl_->door.get()] { door->accept(); });
  impl_->at = impl::stage::running;
}

std::uint16_t server::port() const {
  CHECK(impl_->door != nullptr);
  return impl_->door->port();
}

void server::stop() {
  auto const guard = std::lock_guard{impl_->stage_mutex};
  if (impl_->at != impl::stage::running) {
    return;
  }
  impl_->at = impl::stage::stopped;
  auto& shared = *impl_->shared;
  shared.stopping = true;
  impl_->threads.front()->post([door = impl_->door.get()] { door->close(); });
  for (auto const& each : impl_->threads) {
    each->post([thread = each.get()] { thread->stop_sessions(); });
  }
  {
    auto lock = std::unique_lock{shared.drained_mutex};
    shared.drained.wait_for(lock, shared.options.stop_deadline,
                            [&] { return shared.figures.connections_open == 0; });
  }
  for (auto const& each : impl_->threads) {
    each->post([thread = each.get()] { thread->close_sessions(); });
  }
  for (auto const& each : impl_->threads) {
    each->join();
  }
}

server_figures server::figures() const {
  auto const& now = impl_->shared->figures;
  return {.connections_open = now.connections_open,
          .connections_total = now.connections_total,
          .connections_refused = now.connections_refused,
          .requests_total = now.requests_total,
          .requests_in_flight = now.requests_in_flight,
          .gate_refusals = now.gate_refusals,
          .streams_open = now.streams_open,
          .handler_failures = now.handler_failures};
}

}  // namespace chepiao::http
