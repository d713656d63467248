#include "http/session.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <typeinfo>
#include <utility>

#include <fmt/format.h>
#include <time.h>
#include <boost/beast/http/error.hpp>

#include "http/exchange.h"
#include "http/sse_stream.h"
#include "http/target.h"

namespace chepiao::http {
namespace {

using header_field = std::pair<std::string, std::string>;

constexpr auto kHeadBuffer = std::size_t{4} * 1024;
constexpr auto kBodyBuffer = std::size_t{16} * 1024;
// Longer than any chunk size line without extensions; what has not parsed by then is an attack.
constexpr auto kChunkLineMax = std::size_t{1024};
// What a chunked body ends with at the least. Beast 1.81 aborts (an assertion) when it sees "0\r\n"
// and then less than this; until the end has come there is always this much to wait for.
constexpr auto kLastChunk = std::string_view{"0\r\n\r\n"}.size();
// Each piece has the whole write deadline, so that a large file may take longer than a small
// answer.
constexpr auto kPiece = std::size_t{256} * 1024;
constexpr auto kKeptOutput = std::size_t{4} * 1024;
constexpr auto kLinger = milliseconds{1000};
constexpr auto kLagOfOverload = milliseconds{100};
constexpr auto kHeldBackMax = seconds{5};

void report(char const* what) {
  fmt::print(stderr, "http: a handler threw {}\n", what);
}

// How long an answer under overload asks its client to stay away.
std::optional<seconds> wait_told(response const& answer) {
  if (answer.status != 503) {
    return std::nullopt;
  }
  auto const field = std::ranges::find(answer.headers, "Retry-After", &header_field::first);
  auto wait = seconds::rep{0};
  if (field != answer.headers.end()) {
    std::from_chars(field->second.data(), field->second.data() + field->second.size(), wait);
  }
  return std::min(seconds{wait}, kHeldBackMax);
}

// The kernel's last tick, some milliseconds ago at the most: near enough for a deadline, and read
// in a fraction of the time.
moment now_to_a_tick() {
  auto tick = timespec{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &tick);
  return moment{std::chrono::seconds{tick.tv_sec} + std::chrono::nanoseconds{tick.tv_nsec}};
}

}  // namespace

session::session(std::shared_ptr<io_thread> thread, std::string peer)
    : thread_{std::move(thread)}, peer_{std::move(peer)} {}

session::~session() = default;

void session::start() {
  thread_->add(*this);
  if (thread_->shared().stopping) {
    close();
    return;
  }
  set_deadline(thread_->shared().options.header_deadline);
  open_transport();
}

void session::on_opened(error_code ec) {
  if (phase_ != phase::opening || ec) {
    close();
    return;
  }
  next_request();
}

void session::next_request() {
  phase_ = phase::idle;
  head_only_ = false;
  if (thread_->shared().stopping) {
    close();
    return;
  }
  if (out_.capacity() > kKeptOutput) {
    out_ = {};
  }
  if (unread().empty()) {
    if (in_.size() > kHeadBuffer) {
      in_ = {};
    }
    set_deadline(thread_->shared().options.idle_deadline);
    read();
    return;
  }
  take_head();
}

void session::read() {
  if (reading_) {
    return;
  }
  if (begin_ > 0) {
    std::memmove(in_.data(), in_.data() + begin_, end_ - begin_);
    end_ -= std::exchange(begin_, 0);
  }
  auto const head_buffer =
      end_ < kHeadBuffer ? kHeadBuffer : thread_->shared().options.header_bytes_max;
  auto const wanted = phase_ == phase::reading_body ? kBodyBuffer : head_buffer;
  if (in_.size() < wanted) {
    in_.resize(wanted);
  }
  reading_ = true;
  read_some(boost::asio::buffer(in_.data() + end_, in_.size() - end_));
}

void session::on_read(error_code ec, std::size_t size) {
  reading_ = false;
  end_ += size;
  auto const answering =
      phase_ == phase::handling || phase_ == phase::holding_back || phase_ == phase::writing;
  if (ec && !answering) {
    close();
    return;
  }
  switch (phase_) {
    case phase::idle:
    case phase::reading_head:
      take_head();
      break;
    case phase::reading_body:
      take_body();
      break;
    case phase::streaming:
    case phase::lingering:
      begin_ = end_ = 0;
      read();
      break;
    case phase::opening:
    case phase::inviting:
    case phase::handling:
    case phase::holding_back:
    case phase::writing:
    case phase::closed:
      break;
  }
}

void session::take_head() {
  auto const& options = thread_->shared().options;
  auto const seen = inspect_head(
      unread(), {.head_bytes_max = options.header_bytes_max, .fields_max = options.headers_max});
  switch (seen.verdict) {
    case gate_verdict::ok:
      begin_request(seen.head_bytes);
      break;
    case gate_verdict::refused:
      thread_->shared().figures.gate_refusals.fetch_add(1, std::memory_order_relaxed);
      refuse_framing(seen.code);
      break;
    case gate_verdict::incomplete:
      if (phase_ == phase::idle) {
        phase_ = phase::reading_head;
        set_deadline(options.header_deadline);
      }
      read();
      break;
  }
}

void session::begin_request(std::size_t head_bytes) {
  phase_ = phase::reading_body;
  request_ = {};
  request_.peer = peer_;
  parser_.emplace(request_, thread_->shared().options.header_bytes_max);
  auto ec = error_code{};
  auto const used = parser_->put(boost::asio::buffer(unread().data(), head_bytes), ec);
  if (ec || used != head_bytes || !parser_->is_header_done()) {
    refuse_framing(refusal_code::bad_framing);
    return;
  }
  begin_ += head_bytes;
  parser_->eager(true);
  then_ = parser_->keep_alive() ? after_response::keep_alive : after_response::close;
  version_1_0_ = parser_->is_version_1_0();
  head_only_ = request_.method == "HEAD";
  route_request();
}

void session::route_request() {
  auto where = parse_target(parser_->target());
  if (!where) {
    refuse(problem(where.error()));
    return;
  }
  request_.path = std::move(where->path);
  request_.query = std::move(where->query);
  auto outcome = thread_->shared().routes.find(request_.method, request_.path);
  if (auto* const match = std::get_if<router::match>(&outcome)) {
    request_.captures = std::move(match->captures);
    accept_request(match->found->handle, match->found->body_max);
    return;
  }
  if (auto const* const wrong = std::get_if<router::wrong_method>(&outcome)) {
    auto answer = problem(refusal_code::method_not_allowed);
    answer.headers.emplace_back("Allow", wrong->allowed);
    refuse(std::move(answer));
    return;
  }
  auto const& fallback = thread_->shared().fallback;
  if (fallback && (request_.method == "GET" || head_only_)) {
    accept_request(fallback, 0);
    return;
  }
  refuse(problem(refusal_code::not_found));
}

void session::accept_request(handler const& handle, std::size_t body_max) {
  handler_ = &handle;
  if (parser_->declared_length() > body_max) {
    refuse(problem(refusal_code::body_too_large));
    return;
  }
  if (parser_->is_done()) {
    dispatch();
    return;
  }
  parser_->body_limit(body_max);
  if (parser_->expects_continue() && !version_1_0_ && unread().empty()) {
    phase_ = phase::inviting;
    set_deadline(thread_->shared().options.write_deadline);
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    write_all({boost::asio::buffer(out_), {}});
    return;
  }
  set_deadline(thread_->shared().options.body_deadline);
  take_body();
}

void session::take_body() {
  auto ec = error_code{};
  auto const least = parser_->chunked() ? kLastChunk : std::size_t{1};
  while (unread().size() >= least && !parser_->is_done() && !ec) {
    begin_ += parser_->put(boost::asio::buffer(unread()), ec);
  }
  if (ec == boost::beast::http::error::body_limit) {
    refuse(problem(refusal_code::body_too_large));
    return;
  }
  auto const stuck = unread().size() > kChunkLineMax && !parser_->is_done();
  if ((ec && ec != boost::beast::http::error::need_more) || stuck) {
    refuse_framing(refusal_code::bad_framing);
    return;
  }
  if (parser_->is_done()) {
    dispatch();
    return;
  }
  read();
}

void session::dispatch() {
  auto& shared = thread_->shared();
  shared.figures.requests_total.fetch_add(1, std::memory_order_relaxed);
  if (!count_up(shared.figures.requests_in_flight, shared.options.requests_in_flight_max)) {
    refuse(problem(refusal_code::overloaded));
    return;
  }
  parser_.reset();
  phase_ = phase::handling;
  deadline_.reset();
  request_.lag = thread_->lag();
  auto reply = std::make_unique<exchange>(shared_from_this());
  // Whoever throws drops the responder, and that answers 500.
  try {
    (*handler_)(std::move(request_), std::move(reply));
  } catch (std::exception const& failure) {
    report(typeid(failure).name());
  } catch (...) {
    report("something unknown");
  }
}

void session::refuse(response answer) {
  auto const body_is_unread = parser_ && !parser_->is_done();
  if (body_is_unread) {
    then_ = after_response::close;
    input_abandoned_ = true;
  }
  parser_.reset();
  phase_ = phase::handling;
  answer_ = std::move(answer);
  finish();
}

void session::refuse_framing(refusal_code code) {
  then_ = after_response::close;
  input_abandoned_ = true;
  parser_.reset();
  phase_ = phase::handling;
  answer_ = problem(code);
  finish();
}

void session::answer(response given) {
  // Nobody else looks at it while the request is being handled.
  answer_ = std::move(given);
  if (thread_->is_current()) {
    finish();
    return;
  }
  thread_->post([self = shared_from_this()] { self->finish(); });
}

response_frame session::frame() const {
  return {.date = thread_->date(), .then = then_, .version_1_0 = version_1_0_};
}

void session::finish() {
  if (phase_ != phase::handling) {
    return;
  }
  if (!is_sendable(answer_)) {
    answer_ = internal_error();
    thread_->shared().figures.handler_failures.fetch_add(1, std::memory_order_relaxed);
  }
  if (thread_->shared().stopping) {
    then_ = after_response::close;
  }
  if (auto const wait = wait_told(answer_)) {
    auto const now = std::chrono::steady_clock::now();
    if (came_too_early(now)) {
      phase_ = phase::holding_back;
      held_back_ = shared_from_this();
      return;
    }
    told_to_wait_until_ = now + *wait;
  }
  write_answer();
}

bool session::came_too_early(moment now) const {
  return now < told_to_wait_until_ && !thread_->shared().stopping &&
         thread_->lag() >= kLagOfOverload;
}

void session::write_answer() {
  auto const kept = std::exchange(held_back_, nullptr);
  phase_ = phase::writing;
  out_.clear();
  append_head(out_, answer_, frame());
  body_written_ = 0;
  if (head_only_ || is_bodiless(answer_.status)) {
    body_written_ = answer_.content().size();
  } else if (answer_.content().size() <= copied_body_max()) {
    out_ += answer_.content();
    body_written_ = answer_.content().size();
  }
  write_next_piece();
}

void session::write_next_piece() {
  set_deadline(thread_->shared().options.write_deadline);
  auto const piece = std::min(answer_.content().size() - body_written_, kPiece);
  auto const body = boost::asio::buffer(answer_.content().data() + body_written_, piece);
  body_written_ += piece;
  write_all({boost::asio::buffer(out_), body});
}

void session::on_written(error_code ec) {
  if (ec) {
    close();
    return;
  }
  switch (phase_) {
    case phase::inviting:
      phase_ = phase::reading_body;
      set_deadline(thread_->shared().options.body_deadline);
      read();
      break;
    case phase::writing:
      out_.clear();
      if (body_written_ < answer_.content().size()) {
        write_next_piece();
      } else {
        on_response_written();
      }
      break;
    case phase::streaming:
      stream_writing_ = false;
      deadline_.reset();
      stream_spoke_ = std::chrono::steady_clock::now();
      write_stream();
      break;
    default:
      break;
  }
}

void session::on_response_written() {
  answer_ = {};
  if (then_ == after_response::keep_alive) {
    next_request();
  } else if (input_abandoned_) {
    linger();
  } else {
    close();
  }
}

// Closing while input is unread resets the connection, and the peer may never see the answer.
void session::linger() {
  phase_ = phase::lingering;
  set_deadline(kLinger);
  end_writing();
  begin_ = end_ = 0;
  read();
}

std::shared_ptr<event_stream> session::begin_stream() {
  auto& shared = thread_->shared();
  if (!count_up(shared.figures.streams_open, shared.options.streams_max)) {
    answer(problem(refusal_code::too_many_streams));
    return nullptr;
  }
  auto stream = std::make_shared<sse_stream>(weak_from_this(), shared.options.stream_buffer_max);
  thread_->post(
      [self = shared_from_this(), stream]() mutable { self->start_streaming(std::move(stream)); });
  return {stream.get(), [stream](event_stream*) { stream->close(); }};
}

void session::start_streaming(std::shared_ptr<sse_stream> stream) {
  stream_ = std::move(stream);
  if (phase_ != phase::handling) {
    stream_->cut();
    thread_->shared().figures.streams_open.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  phase_ = phase::streaming;
  if (head_only_ || thread_->shared().stopping) {
    stream_->close();
  }
  out_.clear();
  append_stream_head(out_, thread_->date());
  write_stream_bytes();
  read();
}

void session::stream_changed() {
  thread_->post([self = shared_from_this()] { self->on_stream_changed(); });
}

void session::on_stream_changed() {
  if (phase_ != phase::streaming) {
    return;
  }
  stream_->acknowledge();
  if (stream_->overrun()) {
    close();
    return;
  }
  if (!stream_writing_) {
    write_stream();
  }
}

void session::write_stream() {
  auto const was_open = stream_->open();
  stream_->take(out_);
  if (!out_.empty()) {
    write_stream_bytes();
  } else if (!was_open) {
    close();
  }
}

void session::write_stream_bytes() {
  stream_writing_ = true;
  set_deadline(thread_->shared().options.write_deadline);
  write_all({boost::asio::buffer(out_), {}});
}

void session::on_sweep(moment now) {
  if (deadline_ && now >= *deadline_) {
    expire();
    return;
  }
  if (phase_ == phase::holding_back && now >= told_to_wait_until_) {
    told_to_wait_until_ = now + wait_told(answer_).value_or(seconds{0});
    write_answer();
    return;
  }
  auto const silent = phase_ == phase::streaming && !stream_writing_ &&
                      now - stream_spoke_ >= thread_->shared().options.stream_heartbeat;
  if (silent) {
    out_ = ":\n\n";
    write_stream_bytes();
  }
}

void session::expire() {
  if (phase_ == phase::reading_head || phase_ == phase::reading_body) {
    refuse_framing(refusal_code::request_timeout);
  } else {
    close();
  }
}

void session::on_stop() {
  switch (phase_) {
    case phase::opening:
    case phase::idle:
    case phase::reading_head:
    case phase::lingering:
      close();
      break;
    case phase::streaming:
      stream_->close();
      break;
    case phase::holding_back:
      then_ = after_response::close;
      write_answer();
      break;
    default:
      break;
  }
}

void session::close() {
  if (phase_ == phase::closed) {
    return;
  }
  auto const kept = std::exchange(held_back_, nullptr);
  auto& shared = thread_->shared();
  phase_ = phase::closed;
  deadline_.reset();
  close_transport();
  thread_->remove(*this);
  if (stream_) {
    stream_->cut();
    shared.figures.streams_open.fetch_sub(1, std::memory_order_relaxed);
  }
  shared.figures.connections_open.fetch_sub(1);
  if (shared.stopping) {
    auto const guard = std::lock_guard{shared.drained_mutex};
    shared.drained.notify_all();
  }
}

void session::set_deadline(milliseconds from_now) {
  deadline_ = now_to_a_tick() + from_now;
}

}  // namespace chepiao::http
