#include "bench/load/worker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

namespace chepiao::load {
namespace {

constexpr auto kEventsMax = 256;
constexpr auto kGrace = 5 * kSecond;  // for what is in flight at the end
constexpr auto kLookAfterEvery = 100 * kMillisecond;

// Connections of one thread of several.
std::size_t share_of(std::size_t all, std::size_t threads, std::size_t thread) {
  return all / threads + (thread < all % threads ? 1 : 0);
}

}  // namespace

worker::worker(load_settings const& settings,
               market const& m,
               schedule const& times,
               std::size_t thread,
               history* whole)
    : settings_{settings},
      market_{m},
      times_{times},
      chance_{settings.seed * 1'000'003 + thread},
      seen_{times.measure, times.end},
      poll_{::epoll_create1(EPOLL_CLOEXEC)} {
  if (poll_ < 0) {
    throw std::system_error{errno, std::generic_category(), "epoll_create1"};
  }
  if (whole != nullptr) {
    history_.emplace(*whole);
  }
  if (settings.rate > 0) {
    arrivals_.emplace(settings.rate / static_cast<double>(settings.threads), settings.poisson,
                      settings.backlog_max / settings.threads, times.start);
  }
  for (auto const& each : settings.mix) {
    weights_ += each.weight;
  }
  auto const count = share_of(settings.connections, settings.threads, thread);
  for (auto i = std::size_t{0}; i < count; ++i) {
    clients_.push_back(std::make_unique<client>(market_, settings_, times.run));
    if (!connect(*clients_.back())) {
      throw std::runtime_error{"nobody listens there"};
    }
  }
}

worker::~worker() {
  ::close(poll_);
}

// False: nobody listens there now; tried again later.
bool worker::connect(client& c) {
  try {
    c.wire.open(settings_.host, settings_.port);
  } catch (std::system_error const&) {
    return false;
  }
  c.wants_writable = false;
  watch(c, EPOLL_CTL_ADD);
  return true;
}

void worker::watch(client& c, int how) {
  auto event = epoll_event{};
  event.events = c.wants_writable ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.ptr = &c;
  if (::epoll_ctl(poll_, how, c.wire.socket(), &event) != 0) {
    throw std::system_error{errno, std::generic_category(), "epoll_ctl"};
  }
}

void worker::run() {
  for (auto const& each : clients_) {
    rest(*each);
  }
  auto events = std::array<epoll_event, kEventsMax>{};
  while (true) {
    auto const at = now();
    if (arrivals_ && at < times_.end) {
      let_in(at);
    }
    if (at >= times_.end && (busy_ == 0 || at >= times_.end + kGrace)) {
      break;
    }
    auto const wait = std::max<nanos>(0, next_deadline(at) - at);
    auto const timeout = timespec{.tv_sec = wait / kSecond, .tv_nsec = wait % kSecond};
    auto const count = ::epoll_pwait2(poll_, events.data(), kEventsMax, &timeout, nullptr);
    for (auto i = 0; i < count; ++i) {
      serve(*static_cast<client*>(events[static_cast<std::size_t>(i)].data.ptr),
            events[static_cast<std::size_t>(i)].events);
    }
    look_after(at);
  }
  for (auto const& each : clients_) {
    if (each->busy && history_) {
      history_->no_reply(each->way.current(), each->way.wanted(), each->sent);
    }
  }
}

nanos worker::next_deadline(nanos at) const {
  auto const soon = at + kLookAfterEvery;
  if (at >= times_.end) {
    return soon;
  }
  auto const next = std::min(soon, times_.end);
  return arrivals_ && !idle_.empty() ? std::min(next, arrivals_->next_at()) : next;
}

void worker::let_in(nanos at) {
  for (auto turned_away = arrivals_->admit(at, chance_); turned_away > 0; --turned_away) {
    seen_.dropped(at);
  }
  while (arrivals_->waiting() && !idle_.empty()) {
    auto& c = *idle_.back();
    idle_.pop_back();
    begin(c, arrivals_->take());
  }
}

scenario worker::draw() {
  if (settings_.mix.size() == 1) {
    return settings_.mix.front().what;
  }
  auto left = chance_.fraction() * weights_;
  for (auto const& each : settings_.mix) {
    left -= each.weight;
    if (left < 0) {
      return each.what;
    }
  }
  return settings_.mix.back().what;
}

void worker::begin(client& c, nanos came) {
  c.busy = true;
  ++busy_;
  c.came = came;
  c.way.begin(draw(), chance_);
  send(c, came);
}

void worker::send(client& c, nanos since) {
  c.since = since;
  c.sent = now();
  if (!c.wire.send(c.way.request())) {
    return lose(c);
  }
  if (c.wire.has_unsent() != c.wants_writable) {
    c.wants_writable = c.wire.has_unsent();
    watch(c, EPOLL_CTL_MOD);
  }
}

void worker::serve(client& c, unsigned events) {
  if ((events & EPOLLOUT) != 0 && c.wants_writable) {
    if (!c.wire.flush()) {
      return lose(c);
    }
    if (!c.wire.has_unsent()) {
      c.wants_writable = false;
      watch(c, EPOLL_CTL_MOD);
    }
  }
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0) {
    return;
  }
  auto reply = http_reply{};
  switch (c.wire.receive(reply)) {
    case parsed::partial:
      return;
    case parsed::broken:
      return lose(c);
    case parsed::whole:
      return c.busy ? finish(c, reply) : lose(c);
  }
}

void worker::finish(client& c, http_reply const& reply) {
  auto const at = now();
  auto const what = c.way.current();
  seen_.reply(what, reply, c.since, at);
  if (history_) {
    history_->reply(what, c.way.wanted(), c.sent, at, reply);
  }
  auto const goes_on = c.way.advance(reply, chance_);
  auto const closes = reply.closes;
  c.wire.done();
  if (closes && !connect(c)) {
    c.busy = false;
    --busy_;
    return;
  }
  if (goes_on && at < times_.end) {
    return send(c, at);
  }
  if (c.way.is_done()) {
    seen_.whole(c.way.running(), c.came, at);
  }
  c.busy = false;
  --busy_;
  rest(c);
}

// The connection broke or was too slow: whether the request was carried out is not known.
void worker::lose(client& c) {
  auto const was_busy = c.busy;
  if (was_busy) {
    seen_.no_reply(c.way.current(), now());
    if (history_) {
      history_->no_reply(c.way.current(), c.way.wanted(), c.sent);
    }
    c.busy = false;
    --busy_;
  }
  if (connect(c) && was_busy) {
    rest(c);
  }
}

// Free again: the next one in a closed loop, or whoever comes.
void worker::rest(client& c) {
  auto const at = now();
  if (at >= times_.end) {
    return;
  }
  if (arrivals_) {
    idle_.push_back(&c);
  } else {
    begin(c, at);
  }
}

// Now and then: who waits too long gives up, who lost its server looks for it again.
void worker::look_after(nanos at) {
  if (at < looked_after_ + kLookAfterEvery) {
    return;
  }
  looked_after_ = at;
  auto const patience =
      static_cast<nanos>(settings_.timeout_seconds * static_cast<double>(kSecond));
  for (auto const& each : clients_) {
    if (each->busy && each->sent + patience < at) {
      lose(*each);
    } else if (!each->wire.is_open() && connect(*each)) {
      rest(*each);
    }
  }
}

}  // namespace chepiao::load
