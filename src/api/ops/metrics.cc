#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "api/answers.h"
#include "api/ops/ops_endpoints.h"

namespace chepiao::api::ops {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

class metric_list {
 public:
  void counter(std::string name, std::string help, std::uint64_t value) {
    auto metric = ClientMetric{};
    metric.counter.value = static_cast<double>(value);
    add(std::move(name), std::move(help), MetricType::Counter, std::move(metric));
  }
  void gauge(std::string name, std::string help, double value) {
    auto metric = ClientMetric{};
    metric.gauge.value = value;
    add(std::move(name), std::move(help), MetricType::Gauge, std::move(metric));
  }
  void gauge(std::string name, std::string help, std::uint64_t value) {
    gauge(std::move(name), std::move(help), static_cast<double>(value));
  }
  void family(MetricFamily f) { families_.push_back(std::move(f)); }

  std::string text() const {
    auto out = std::ostringstream{};
    prometheus::TextSerializer{}.Serialize(out, families_);
    return std::move(out).str();
  }

 private:
  void add(std::string name, std::string help, MetricType type, ClientMetric metric) {
    families_.push_back({std::move(name), std::move(help), type, {std::move(metric)}});
  }

  std::vector<MetricFamily> families_;
};

void add_pipeline(metric_list& list, pipeline const& sales) {
  auto const f = sales.figures();
  list.gauge("chepiao_journal_durable_seq", "Last journal position known durable.", f.durable_seq);
  list.counter("chepiao_journal_records_total", "Decided commands written to the journal.",
               f.records);
  list.counter("chepiao_journal_batches_total", "Batches flushed to the journal.", f.batches);
  list.gauge("chepiao_journal_flush_seconds_total", "Time spent flushing.",
             static_cast<double>(f.flush_microseconds_total) / 1e6);
  list.counter("chepiao_commands_refused_total", "Commands that a rule refused.", f.refusals);
  list.gauge("chepiao_commands_waiting", "Commands in the queue.", f.queue_depth);
  list.gauge("chepiao_commands_waiting_max", "Beyond it even payments are refused.", f.queue_limit);
  list.counter("chepiao_snapshots_total", "Snapshots written.", f.snapshots);
  list.counter("chepiao_snapshots_failed_total", "Snapshots that could not be written.",
               f.snapshots_failed);
  list.gauge("chepiao_departures_open", "Departures with stock in memory.", f.departures_open);
  list.gauge("chepiao_orders_in_memory", "Orders in memory.", f.orders_in_memory);
  list.gauge("chepiao_idempotency_keys", "Idempotency keys remembered.", f.keys_in_memory);
  list.gauge("chepiao_storage_full", "1 while storage takes no more changes.",
             std::uint64_t{f.storage_full ? 1U : 0U});
  list.gauge("chepiao_ready", "1 while commands are accepted.",
             std::uint64_t{sales.ready() ? 1U : 0U});
}

void add_projection(metric_list& list, projector const& projected, worker_pool const& readers) {
  list.gauge("chepiao_projection_applied_seq", "Journal position that the store has reached.",
             projected.applied_seq());
  list.gauge("chepiao_projection_lag_batches", "Durable batches that the store has not yet.",
             projected.lag_batches());
  list.counter("chepiao_projection_failures_total", "Transactions that the store refused.",
               projected.failures());
  list.gauge("chepiao_projection_given_up", "1 once the store waits for the next start.",
             std::uint64_t{projected.has_given_up() ? 1U : 0U});
  list.counter("chepiao_reader_failures_total", "Answers on a reader's thread that failed.",
               readers.failures());
}

void add_people(metric_list& list, identity const& people) {
  auto const f = people.figures();
  list.gauge("chepiao_sessions_cached", "Sessions known without a query.", f.sessions_cached);
  list.gauge("chepiao_password_hashes_waiting", "Passwords that wait to be hashed.",
             f.hashes_waiting);
}

void add_server(metric_list& list, http::server_figures const& f) {
  list.gauge("chepiao_http_connections_open", "Open connections.", f.connections_open);
  list.counter("chepiao_http_connections_total", "Connections accepted.", f.connections_total);
  list.counter("chepiao_http_connections_refused_total", "Connections turned away.",
               f.connections_refused);
  list.counter("chepiao_http_requests_received_total", "Requests read.", f.requests_total);
  list.gauge("chepiao_http_requests_in_flight", "Requests being answered.", f.requests_in_flight);
  list.counter("chepiao_http_gate_refusals_total", "Requests refused by the header gate.",
               f.gate_refusals);
  list.gauge("chepiao_http_streams_open", "Open event streams.", f.streams_open);
  list.counter("chepiao_http_handler_failures_total", "Requests answered 500.", f.handler_failures);
}

void add_shed(metric_list& list, pipeline const& sales, door const& entrance) {
  auto family = MetricFamily{"chepiao_overloaded_total",
                             "Requests refused as overloaded, by urgency; queue: too many wait to "
                             "be decided, lag: connections wait too long to be read.",
                             MetricType::Counter,
                             {}};
  auto const queue = sales.figures().shed;
  for (auto i = std::size_t{0}; i < kUrgencies; ++i) {
    auto const u = static_cast<urgency>(i);
    for (auto const& [why, count] :
         {std::pair{"queue", queue[i]}, std::pair{"lag", entrance.turned_away(u)}}) {
      auto metric = ClientMetric{};
      metric.label = {{"urgency", std::string{name_of(u)}}, {"why", why}};
      metric.counter.value = static_cast<double>(count);
      family.metric.push_back(std::move(metric));
    }
  }
  list.family(std::move(family));
}

std::vector<ClientMetric::Label> labels_of(traffic::seen_route const& route) {
  return {{"method", route.method}, {"route", route.pattern}};
}

void add_answers(metric_list& list, traffic const& seen) {
  auto family = MetricFamily{"chepiao_http_answers_total",
                             "Answers by route and class of status; none: the client got 500.",
                             MetricType::Counter,
                             {}};
  for (auto const& route : seen.routes()) {
    for (auto i = std::size_t{0}; i < route.count.by_status_class.size(); ++i) {
      auto const answers = route.count.by_status_class[i].load(std::memory_order_relaxed);
      if (answers == 0) {
        continue;
      }
      auto metric = ClientMetric{};
      metric.label = labels_of(route);
      metric.label.push_back({"status", i == 0 ? "none" : std::to_string(i) + "xx"});
      metric.counter.value = static_cast<double>(answers);
      family.metric.push_back(std::move(metric));
    }
  }
  list.family(std::move(family));
}

ClientMetric::Histogram histogram_of(traffic::counters const& count) {
  auto out = ClientMetric::Histogram{};
  for (auto i = std::size_t{0}; i < count.by_latency.size(); ++i) {
    out.sample_count += count.by_latency[i].load(std::memory_order_relaxed);
    auto const last = i == traffic::kBounds.size();
    out.bucket.push_back({out.sample_count, last ? std::numeric_limits<double>::infinity()
                                                 : static_cast<double>(traffic::kBounds[i]) / 1e6});
  }
  out.sample_sum = static_cast<double>(count.microseconds.load(std::memory_order_relaxed)) / 1e6;
  return out;
}

void add_latencies(metric_list& list, traffic const& seen) {
  auto family = MetricFamily{"chepiao_http_answer_seconds",
                             "Time from a request's dispatch to its answer.",
                             MetricType::Histogram,
                             {}};
  for (auto const& route : seen.routes()) {
    auto metric = ClientMetric{};
    metric.histogram = histogram_of(route.count);
    if (metric.histogram.sample_count > 0) {
      metric.label = labels_of(route);
      family.metric.push_back(std::move(metric));
    }
  }
  list.family(std::move(family));
}

}  // namespace

outcome get_metrics::operator()(http::request const&) const {
  auto list = metric_list{};
  list.counter("chepiao_clock_jumps_total", "Times that the machine's clock was set meanwhile.",
               time.jumps());
  add_pipeline(list, sales);
  add_shed(list, sales, entrance);
  add_projection(list, projected, readers);
  add_people(list, people);
  if (server_figures) {
    add_server(list, server_figures());
  }
  add_answers(list, seen);
  add_latencies(list, seen);
  auto told = private_json(200, list.text());
  told.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return told;
}

}  // namespace chepiao::api::ops
