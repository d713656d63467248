#pragma once

#include <string_view>

#include "base/money.h"

namespace chepiao {

// What tickets most likely cost in where a time zone is used, for feeds that name no currency.
currency currency_of_zone(std::string_view iana_name);

}  // namespace chepiao
