#include "api/traffic.h"

#include <algorithm>
#include <utility>

namespace chepiao::api {
namespace {

// Measuring only: no decision depends on it.
using stopwatch = std::chrono::steady_clock;

class counting_responder final : public http::responder {
 public:
  counting_responder(std::unique_ptr<http::responder> inner, traffic::counters& count)
      : inner_{std::move(inner)}, count_{count} {}
  ~counting_responder() override {
    if (!answered_) {
      note(0);
    }
  }
  counting_responder(counting_responder const&) = delete;
  counting_responder& operator=(counting_responder const&) = delete;

  void respond(http::response answer) override {
    note(answer.status);
    inner_->respond(std::move(answer));
  }

  std::shared_ptr<http::event_stream> stream() override {
    auto opened = inner_->stream();
    note(opened ? 200 : 503);
    return opened;
  }

 private:
  void note(int status) {
    answered_ = true;
    auto const took = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(stopwatch::now() - begun_).count());
    auto const bucket = std::ranges::lower_bound(traffic::kBounds, took) - traffic::kBounds.begin();
    constexpr auto kRelaxed = std::memory_order_relaxed;
    count_.by_status_class[static_cast<std::size_t>(std::clamp(status / 100, 0, 5))].fetch_add(
        1, kRelaxed);
    count_.by_latency[static_cast<std::size_t>(bucket)].fetch_add(1, kRelaxed);
    count_.microseconds.fetch_add(took, kRelaxed);
  }

  std::unique_ptr<http::responder> inner_;
  traffic::counters& count_;
  stopwatch::time_point begun_ = stopwatch::now();
  bool answered_ = false;
};

}  // namespace

http::route traffic::counted(http::route plain) {
  auto& seen = routes_.emplace_back();
  seen.method = plain.method;
  seen.pattern = plain.pattern;
  plain.handle = [inner = std::move(plain.handle), &seen](http::request&& request,
                                                          std::unique_ptr<http::responder> reply) {
    inner(std::move(request), std::make_unique<counting_responder>(std::move(reply), seen.count));
  };
  return plain;
}

}  // namespace chepiao::api
