#include "bench/pipeline.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>

#include "app/catalogue.h"
#include "app/data_folder.h"
#include "app/sale.h"
#include "bench/demand.h"
#include "bench/load/histogram.h"

namespace chepiao::bench {
namespace {

using load::nanos;

// Lets so many commands be under way; who submits sleeps until an eighth of them is answered.
class gate {
 public:
  explicit gate(pipeline_run const& wish)
      : in_flight_{wish.in_flight},
        phase_{wish.commands},
        step_{std::max<std::uint64_t>(1, wish.in_flight / 8)} {}

  void enter() {
    ++entered_;
    wait_for(entered_ - std::min(entered_, in_flight_));
  }
  void leave() {
    auto const left = left_.fetch_add(1, std::memory_order_acq_rel) + 1;
    if (left % step_ == 0 || left % phase_ == 0) {
      left_.notify_one();
    }
  }
  // At the end of a phase.
  void wait_for_all() { wait_for(entered_); }

 private:
  void wait_for(std::uint64_t count) {
    for (auto left = left_.load(std::memory_order_acquire); left < count;
         left = left_.load(std::memory_order_acquire)) {
      left_.wait(left, std::memory_order_acquire);
    }
  }

  std::uint64_t const in_flight_;
  std::uint64_t const phase_;
  std::uint64_t const step_;
  std::uint64_t entered_ = 0;
  std::atomic<std::uint64_t> left_ = 0;
};

struct phase {
  load::histogram latency;  // of what succeeded; written by the thread that answers
  std::atomic<std::uint64_t> refused = 0;
  double seconds = 0;
};

template <typename Make>
void submit_all(chepiao::pipeline& sales,
                std::uint64_t commands,
                gate& under_way,
                phase& seen,
                Make const& make) {
  auto const started = load::now();
  for (auto n = std::uint64_t{1}; n <= commands; ++n) {
    under_way.enter();
    sales.submit(make(n), [&, at = load::now()](result<reply> answer) {
      if (answer) {
        seen.latency.add(load::now() - at);
      } else {
        ++seen.refused;
      }
      under_way.leave();
    });
  }
  under_way.wait_for_all();
  seen.seconds = static_cast<double>(load::now() - started) / static_cast<double>(load::kSecond);
}

void add(figures& out, std::string const& what, phase const& seen) {
  out.push_back({what + "_per_second", static_cast<double>(seen.latency.count()) / seen.seconds});
  out.push_back({what + "_p50_us", static_cast<double>(seen.latency.percentile(0.5)) / 1000});
  out.push_back({what + "_p99_us", static_cast<double>(seen.latency.percentile(0.99)) / 1000});
  out.push_back({what + "_refused", static_cast<double>(seen.refused.load())});
}

}  // namespace

figures pipeline(std::filesystem::path const& data, pipeline_run const& wish) {
  auto files = system_io{};
  auto const folder = app::data_folder{data};
  auto for_sale = app::load_catalogue(files, folder.path());
  if (!for_sale) {
    throw std::runtime_error{"nothing to sell in " + data.string()};
  }
  auto settings = app::serve_arguments{};
  settings.hold_seconds = 3600;
  settings.unpaid_orders_per_account_max = 1'000'000;
  settings.open_orders_per_account_max = 1'000'000'000;
  auto under_way = gate{wish};  // outlives the thread that answers
  auto wishes = demand{*for_sale->schedule, system_clock{}.now(), {}, wish.commands};
  auto behind = app::sale{folder.path(), *std::move(for_sale), settings};
  auto& sales = behind.endpoints().sales;
  auto holds = phase{};
  submit_all(sales, wish.commands, under_way, holds, [&](auto n) { return wishes.hold(n); });
  auto payments = phase{};
  submit_all(sales, wish.commands, under_way, payments, [&](auto n) { return wishes.pay(n); });
  auto out = figures{};
  add(out, "holds", holds);
  add(out, "payments", payments);
  auto const draining = load::now();
  behind.stop();
  out.push_back({"stop_seconds",
                 static_cast<double>(load::now() - draining) / static_cast<double>(load::kSecond)});
  return out;
}

}  // namespace chepiao::bench
