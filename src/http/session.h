#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include "http/header_gate.h"
#include "http/io_thread.h"
#include "http/request_parser.h"
#include "http/response_writer.h"
#include "http/server.h"

namespace chepiao::http {

class sse_stream;

// One connection, from its first byte to its end. How bytes travel (plain or TLS) is the
// subclass's.
//
//   opening -> idle -> reading_head -> reading_body -> handling -> writing -> idle ...
//                           |              |              |            '-> closed
//                           '--- refuse ---'              '-> streaming -> closed
//                                  '-> writing -> lingering -> closed
//
// Refusing costs as much as it spares when who is refused asks again at once. So while connections
// wait to be read, a connection that was told Retry-After, asks before that time is over and is to
// be refused again gets the second refusal when it is over (phase holding_back). Whatever is not
// refused is answered at once.
//
// One request at a time: the next one is looked at after the response of the one before is written.
// Everything runs on the connection's io_thread, except what says otherwise.
class session : public std::enable_shared_from_this<session> {
 public:
  session(std::shared_ptr<io_thread>, std::string peer);
  virtual ~session();
  session(session const&) = delete;
  session& operator=(session const&) = delete;

  // On the io_thread; once.
  void start();
  void close();

  void on_sweep(moment now);
  void on_stop();

  // The answer to the request that is being handled. Any thread; once per request.
  void answer(response);
  // Any thread; once per request. Null when there are too many streams.
  std::shared_ptr<event_stream> begin_stream();
  // Something is waiting in the stream's buffer, or it was closed. Any thread.
  void stream_changed();

  io_thread& thread() { return *thread_; }

 protected:
  using error_code = boost::system::error_code;
  using write_buffers = std::array<boost::asio::const_buffer, 2>;

  // Ends in on_opened().
  virtual void open_transport() = 0;
  // Ends in on_read(). Reads some bytes.
  virtual void read_some(boost::asio::mutable_buffer) = 0;
  // Ends in on_written(). Writes all bytes; they stay where they are until then.
  virtual void write_all(write_buffers const&) = 0;
  // Bytes up to which a body is copied behind its head, so that both travel in one buffer.
  virtual std::size_t copied_body_max() const = 0;
  // Says that nothing more will be written; the peer's bytes can still be read.
  virtual void end_writing() = 0;
  // Cancels everything under way.
  virtual void close_transport() = 0;

  void on_opened(error_code);
  void on_read(error_code, std::size_t size);
  void on_written(error_code);

 private:
  friend class io_thread;

  enum class phase : std::uint8_t {
    opening,
    idle,
    reading_head,
    reading_body,
    inviting,  // "100 Continue" is being written
    handling,
    holding_back,  // who was told to wait came again too early
    writing,
    streaming,
    lingering,
    closed
  };

  void read();
  void next_request();
  void take_head();
  void begin_request(std::size_t head_bytes);
  void route_request();
  void accept_request(handler const&, std::size_t body_max);
  void take_body();
  void dispatch();
  void refuse(response);
  void refuse_framing(refusal_code);
  void finish();
  bool came_too_early(moment now) const;
  void write_answer();
  void write_next_piece();
  void on_response_written();
  void linger();
  void start_streaming(std::shared_ptr<sse_stream>);
  void on_stream_changed();
  void write_stream();
  void write_stream_bytes();
  void expire();

  std::string_view unread() const { return {in_.data() + begin_, end_ - begin_}; }
  void set_deadline(milliseconds from_now);
  response_frame frame() const;

  std::shared_ptr<io_thread> const thread_;
  std::string const peer_;
  std::size_t position_ = 0;  // among the io_thread's sessions

  phase phase_ = phase::opening;
  std::optional<moment> deadline_;

  std::vector<char> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool reading_ = false;  // `in_` must stay where it is

  std::optional<request_parser> parser_;
  request request_;
  handler const* handler_ = nullptr;
  bool head_only_ = false;
  bool version_1_0_ = false;
  after_response then_ = after_response::close;
  bool input_abandoned_ = false;  // the peer may still be sending what nobody will read

  std::string out_;
  response answer_;
  moment told_to_wait_until_{};
  std::shared_ptr<session> held_back_;  // itself: nothing else keeps it in that phase
  std::size_t body_written_ = 0;

  std::shared_ptr<sse_stream> stream_;
  bool stream_writing_ = false;
  moment stream_spoke_;
};

}  // namespace chepiao::http
