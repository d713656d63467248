#pragma once

#include <memory>

#include "http/server.h"

namespace chepiao::http {

class session;

// The responder of one request, which was counted as in flight and leaves that count when answered.
// Keeps its connection in memory, not open.
class exchange final : public responder {
 public:
  explicit exchange(std::shared_ptr<session>);
  ~exchange() override;

  void respond(response) override;
  std::shared_ptr<event_stream> stream() override;

 private:
  std::shared_ptr<session> take();

  std::shared_ptr<session> session_;  // null once answered
};

}  // namespace chepiao::http
