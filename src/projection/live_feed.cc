#include "projection/live_feed.h"

#include <atomic>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "projection/touched_departures.h"

namespace chepiao {
namespace {

constexpr auto kOrdersRemembered = std::size_t{65'536};

}  // namespace

struct live_feed::impl {
  // One watcher. Its lock is held while it runs, so that who ends it knows that it does not run any
  // more; recursive, because it may end itself.
  struct subscription {
    departure_id departure;
    watcher call;
    std::recursive_mutex mutex;
    bool has_ended = false;

    bool tell(std::uint64_t seq) {
      auto const guard = std::lock_guard{mutex};
      return !has_ended && call(seq);
    }
    void end() {
      auto const guard = std::lock_guard{mutex};
      has_ended = true;
    }
  };
  using subscriptions = std::vector<std::shared_ptr<subscription>>;

  // What the caller of watch() holds.
  struct handle {
    std::weak_ptr<impl> feed;
    std::shared_ptr<subscription> mine;

    ~handle() {
      mine->end();
      if (auto const still_there = feed.lock()) {
        still_there->remove(mine);
      }
    }
  };

  explicit impl(std::size_t max) : watchers_max{max} {}

  bool add(std::shared_ptr<subscription> const& s) {
    auto const guard = std::lock_guard{mutex};
    if (watchers.size() >= watchers_max) {
      return false;
    }
    watchers.emplace(s->departure, s);
    return true;
  }

  void remove(std::shared_ptr<subscription> const& s) {
    auto const guard = std::lock_guard{mutex};
    auto const [first, last] = watchers.equal_range(s->departure);
    for (auto it = first; it != last; ++it) {
      if (it->second == s) {
        watchers.erase(it);
        return;
      }
    }
  }

  bool has_watchers() const {
    auto const guard = std::lock_guard{mutex};
    return !watchers.empty();
  }

  subscriptions concerned_by(touched const& change) const {
    auto const guard = std::lock_guard{mutex};
    auto found = subscriptions{};
    if (change.may_be_any) {
      for (auto const& [departure, s] : watchers) {
        found.push_back(s);
      }
      return found;
    }
    for (auto const& departure : change.departures) {
      auto const [first, last] = watchers.equal_range(departure);
      for (auto it = first; it != last; ++it) {
        found.push_back(it->second);
      }
    }
    return found;
  }

  std::size_t const watchers_max;
  touched_departures changes{kOrdersRemembered};
  std::atomic<std::uint64_t> last_seq{0};
  mutable std::mutex mutex;
  std::unordered_multimap<departure_id, std::shared_ptr<subscription>> watchers;
};

live_feed::live_feed(std::size_t watchers_max) : impl_{std::make_shared<impl>(watchers_max)} {}

live_feed::~live_feed() = default;

void live_feed::on_durable(std::uint64_t seq, shared_records const& records) {
  impl_->last_seq.store(seq);
  if (!impl_->has_watchers()) {
    impl_->changes.forget();
    return;
  }
  auto const change = impl_->changes.by(*records);
  // Told outside the lock: a watcher may watch, or end another one.
  for (auto const& s : impl_->concerned_by(change)) {
    if (!s->tell(seq)) {
      impl_->remove(s);
    }
  }
}

std::shared_ptr<void> live_feed::watch(departure_id departure, watcher call) {
  auto const mine = std::make_shared<impl::subscription>();
  mine->departure = departure;
  mine->call = std::move(call);
  if (!impl_->add(mine)) {
    return nullptr;
  }
  return std::make_shared<impl::handle>(impl_, mine);
}

std::uint64_t live_feed::last_seq() const {
  return impl_->last_seq.load();
}

}  // namespace chepiao
