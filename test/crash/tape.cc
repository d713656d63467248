#include "test/crash/tape.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>

#include <fcntl.h>

namespace chepiao::crash {
namespace {

struct tape {
  std::mutex mutex;
  bool running = false;
  bool dead = false;
  std::string folder;
  fault plan;
  std::vector<op> ops;
  std::vector<door_call> kinds;
  std::uint64_t full_from = 0;  // writes from this call on find no room
  bool harmed = false;
  door_call harmed_call{};
  std::string harmed_path;

  std::string inside(char const* path) const {
    auto const all = std::string_view{path == nullptr ? "" : path};
    auto const skipped = std::min(folder.size() + 1, all.size());
    return std::string{all.starts_with(folder) ? all.substr(skipped) : all};
  }
};

tape& the() {
  static auto one = tape{};
  return one;
}

bool takes_room(door_call call) {
  return call == DOOR_WRITE || call == DOOR_TRUNCATE;
}

// Half of it, in whole bytes; at least one.
std::size_t half(std::size_t size) {
  return std::max<std::size_t>(size / 2, 1);
}

int harm_done(tape& t, door_event& e) {
  auto const n = t.kinds.size();
  if (t.full_from != 0 && n >= t.full_from && takes_room(e.call)) {
    t.full_from = 0;
    return ENOSPC;
  }
  auto const& p = t.plan;
  if (p.how == harm::none || n < p.at || n >= p.at + p.for_calls) {
    return 0;
  }
  if (!std::exchange(t.harmed, true)) {
    t.harmed_call = e.call;
    t.harmed_path = t.inside(e.path);
  }
  switch (p.how) {
    case harm::fail:
      return p.code;
    case harm::cut_short_then_full:
      t.full_from = n + 1;
      [[fallthrough]];
    case harm::cut_short:
      e.size = half(e.size);
      return 0;
    case harm::none:
      break;
  }
  return 0;
}

void note(tape& t, door_event const& e, long result) {
  auto done = op{.call = e.call,
                 .handle = e.handle,
                 .path = t.inside(e.path),
                 .to = t.inside(e.to),
                 .flags = e.flags,
                 .offset = static_cast<std::uint64_t>(e.offset)};
  if (e.call == DOOR_WRITE) {
    auto const* const from = static_cast<std::byte const*>(e.bytes);
    done.bytes.assign(from, from + result);
  }
  t.ops.push_back(std::move(done));
}

}  // namespace

void tape_start(std::string const& folder, fault plan) {
  auto& t = the();
  {
    auto const lock = std::lock_guard{t.mutex};
    t.running = true;
    t.dead = false;
    t.folder = folder;
    t.plan = plan;
    t.ops.clear();
    t.kinds.clear();
    t.full_from = 0;
    t.harmed = false;
    t.harmed_path.clear();
  }
  door_watch(folder.c_str());
}

void tape_stop() {
  door_watch(nullptr);
  auto const lock = std::lock_guard{the().mutex};
  the().running = false;
}

void tape_die() {
  auto const lock = std::lock_guard{the().mutex};
  the().dead = true;
}

std::vector<op> tape_take() {
  auto const lock = std::lock_guard{the().mutex};
  return std::exchange(the().ops, {});
}
std::uint64_t tape_ops() {
  auto const lock = std::lock_guard{the().mutex};
  return the().ops.size();
}
std::uint64_t tape_calls() {
  auto const lock = std::lock_guard{the().mutex};
  return the().kinds.size();
}
bool tape_harmed() {
  auto const lock = std::lock_guard{the().mutex};
  return the().harmed;
}
door_call tape_harmed_call() {
  auto const lock = std::lock_guard{the().mutex};
  return the().harmed_call;
}
std::string tape_harmed_path() {
  auto const lock = std::lock_guard{the().mutex};
  return the().harmed_path;
}
std::vector<door_call> tape_kinds() {
  auto const lock = std::lock_guard{the().mutex};
  return the().kinds;
}

std::string_view name_of(door_call call) {
  constexpr auto kNames = std::array<std::string_view, DOOR_CALLS>{
      "open", "read", "write", "sync", "truncate", "rename", "unlink", "mkdir", "lock"};
  return kNames.at(call);
}

}  // namespace chepiao::crash

extern "C" int door_before(door_event* e) {
  auto& t = chepiao::crash::the();
  auto const lock = std::lock_guard{t.mutex};
  if (!t.running) {
    return 0;
  }
  if (t.dead) {
    return e->call == DOOR_READ || e->call == DOOR_LOCK ? 0 : EIO;
  }
  t.kinds.push_back(e->call);
  auto const code = chepiao::crash::harm_done(t, *e);
  if (code != 0 && e->call == DOOR_SYNC) {
    chepiao::crash::note(t, *e, 0);
    t.ops.back().failed = true;
  }
  return code;
}

extern "C" void door_after(door_event const* e, long result) {
  auto& t = chepiao::crash::the();
  auto const lock = std::lock_guard{t.mutex};
  if (!t.running || t.dead || result < 0 || e->call == DOOR_READ || e->call == DOOR_LOCK) {
    return;
  }
  chepiao::crash::note(t, *e, result);
}
