#include "http/sse_stream.h"

#include <algorithm>

#include "http/session.h"

namespace chepiao::http {
namespace {

// One line each in the wire format: a line break would start another field.
void append_line(std::string& out, std::string_view field, std::string_view value) {
  out += field;
  std::ranges::copy_if(value, std::back_inserter(out),
                       [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
  out.push_back('\n');
}

void append_event(std::string& out,
                  std::string_view event,
                  std::string_view data,
                  std::string_view id) {
  if (!event.empty()) {
    append_line(out, "event: ", event);
  }
  if (!id.empty()) {
    append_line(out, "id: ", id);
  }
  while (true) {
    auto const end = data.find('\n');
    append_line(out, "data: ", data.substr(0, end));
    if (end == std::string_view::npos) {
      break;
    }
    data.remove_prefix(end + 1);
  }
  out.push_back('\n');
}

}  // namespace

sse_stream::sse_stream(std::weak_ptr<session> reader, std::size_t buffer_max)
    : session_{std::move(reader)}, buffer_max_{buffer_max} {}

sse_stream::~sse_stream() = default;

bool sse_stream::send(std::string_view event, std::string_view data, std::string_view id) {
  {
    auto const guard = std::lock_guard{mutex_};
    if (!open()) {
      return false;
    }
    auto const before = waiting_.size();
    append_event(waiting_, event, data, id);
    if (waiting_.size() + being_written_ > buffer_max_) {
      waiting_.resize(before);
      state_.store(state::overrun, std::memory_order_release);
    }
  }
  notify();
  return open();
}

void sse_stream::close() {
  auto expected = state::open;
  if (state_.compare_exchange_strong(expected, state::closed)) {
    notify();
  }
}

void sse_stream::cut() {
  auto const guard = std::lock_guard{mutex_};
  state_.store(state::closed, std::memory_order_release);
  waiting_.clear();
}

void sse_stream::acknowledge() {
  auto const guard = std::lock_guard{mutex_};
  notified_ = false;
}

void sse_stream::take(std::string& out) {
  out.clear();
  auto const guard = std::lock_guard{mutex_};
  out.swap(waiting_);
  being_written_ = out.size();
}

void sse_stream::notify() {
  {
    auto const guard = std::lock_guard{mutex_};
    if (notified_) {
      return;
    }
    notified_ = true;
  }
  if (auto const reader = session_.lock()) {
    reader->stream_changed();
  }
}

}  // namespace chepiao::http
