#pragma once

#include <string>

#include "api/wire_names.h"
#include "command/reply.h"
#include "identity/identity.h"
#include "store/order_store.h"
#include "timetable/timetable.h"

namespace chepiao::api {

// An order as JSON: schema Order of openapi/chepiao.json. Throws sqlite::error.
struct order_text {
  timetable const& schedule;
  wire_names const& names;
  identity const& people;

  std::string operator()(order_view const&) const;
  void append(std::string&, order_view const&) const;
  // Whether the text can be made without reading identity's database.
  bool is_at_hand(order_view const&) const;
};

order_view view_of(stored_order);

}  // namespace chepiao::api
