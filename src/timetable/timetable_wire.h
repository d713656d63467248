#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "timetable/timetable.h"

namespace chepiao {

// The message of proto/timetable.proto. decode throws corrupt_bytes; it does not build the index.
std::vector<std::byte> encode_timetable(timetable const&, std::size_t bytes_kept_free_in_front);
timetable decode_timetable(std::span<std::byte const>);

}  // namespace chepiao
