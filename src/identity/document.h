#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "identity/identity.h"

namespace chepiao {

// The form in which numbers are compared and stored: upper case, no blanks at the ends.
std::string normal_number(std::string_view);

// Whether a normal number has the shape of its document; for a resident's card also the check
// character of GB 11643 and a real birth date from 1800 to `today`.
bool number_fits(document_type, std::string_view normal, std::chrono::sys_days today);

// The number with all but its ends starred out: "1101***********02X", "E1*****78".
std::string masked(std::string_view normal);

}  // namespace chepiao
