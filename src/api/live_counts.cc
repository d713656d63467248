#include "api/live_counts.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <pthread.h>

namespace chepiao::api {
namespace {

constexpr auto kPause = std::chrono::milliseconds{100};
constexpr auto kLookAround = std::chrono::seconds{5};  // for clients that left in silence

}  // namespace

// Apart from the follower, so that a watcher never ends its own subscription.
struct live_counts::flag {
  std::optional<std::uint64_t> seq;  // to tell about; guarded by the mailbox
};

struct live_counts::follower {
  std::shared_ptr<http::event_stream> stream;
  std::function<std::string()> render;
  std::shared_ptr<flag> news;
  std::shared_ptr<void> subscription;
};

struct live_counts::mailbox {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::vector<std::shared_ptr<follower>> arrived;
  bool news = false;
};

live_counts::live_counts(live_feed& feed)
    : feed_{feed},
      mailbox_{std::make_shared<mailbox>()},
      worker_{[this](std::stop_token const& stop) { work(stop); }} {
  ::pthread_setname_np(worker_.native_handle(), "live");
}

live_counts::~live_counts() {
  worker_.request_stop();
  worker_.join();
  // Watchers hold the mailbox, and those who came last it holds in turn.
  auto const last = std::exchange(mailbox_->arrived, {});
}

bool live_counts::follow(departure_id departure,
                         std::shared_ptr<http::event_stream> stream,
                         std::function<std::string()> render) {
  auto joined = std::make_shared<follower>();
  joined->stream = std::move(stream);
  joined->render = std::move(render);
  joined->news = std::make_shared<flag>(feed_.last_seq());
  joined->subscription =
      feed_.watch(departure, [box = mailbox_, news = joined->news](std::uint64_t seq) {
        auto const guard = std::lock_guard{box->mutex};
        news->seq = std::max(seq, news->seq.value_or(0));
        box->news = true;
        box->wake.notify_one();
        return true;
      });
  if (!joined->subscription) {
    return false;
  }
  auto const guard = std::lock_guard{mailbox_->mutex};
  mailbox_->arrived.push_back(std::move(joined));
  mailbox_->news = true;
  mailbox_->wake.notify_one();
  return true;
}

void live_counts::work(std::stop_token const& stop) {
  auto& box = *mailbox_;
  while (!stop.stop_requested()) {
    auto due = std::vector<std::pair<std::shared_ptr<follower>, std::uint64_t>>{};
    {
      auto lock = std::unique_lock{box.mutex};
      box.wake.wait_for(lock, stop, kLookAround, [&] { return box.news; });
      box.news = false;
      std::ranges::move(std::exchange(box.arrived, {}), std::back_inserter(followers_));
      for (auto const& each : followers_) {
        if (auto const seq = std::exchange(each->news->seq, std::nullopt)) {
          due.emplace_back(each, *seq);
        }
      }
    }
    for (auto const& [each, seq] : due) {
      each->stream->send("availability", each->render(), std::to_string(seq));
    }
    due.clear();
    std::erase_if(followers_, [](auto const& each) { return !each->stream->open(); });
    auto lock = std::unique_lock{box.mutex};
    box.wake.wait_for(lock, stop, kPause, [] { return false; });
  }
}

}  // namespace chepiao::api
