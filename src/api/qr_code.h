#pragma once

#include <string>
#include <string_view>

namespace chepiao::api {

// A QR code (error correction M) as an SVG document of `side` pixels, black on white, with the
// quiet zone. Requires 1 to 200 bytes of text.
std::string qr_svg(std::string_view text, int side);

}  // namespace chepiao::api
