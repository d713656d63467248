#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "base/ids.h"
#include "http/server.h"
#include "projection/live_feed.h"

namespace chepiao::api {

// Tells streams what changed: at once, but no stream more often than ten times a second. Changes in
// between become one event, which carries the counts of that moment.
class live_counts {
 public:
  explicit live_counts(live_feed&);
  ~live_counts();

  // Sends what `render` says now, and again after each change of the departure, as events
  // "availability" whose id is the journal position. Ends when the client is gone. False: too many
  // watchers already. `render` runs on a thread of this class.
  bool follow(departure_id,
              std::shared_ptr<http::event_stream>,
              std::function<std::string()> render);

 private:
  struct flag;
  struct follower;
  struct mailbox;  // shared with watchers, which may be called while this goes away
  void work(std::stop_token const&);

  live_feed& feed_;
  std::shared_ptr<mailbox> mailbox_;
  std::vector<std::shared_ptr<follower>> followers_;  // of the worker only
  std::jthread worker_;
};

}  // namespace chepiao::api
