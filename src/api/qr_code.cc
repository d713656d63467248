#include "api/qr_code.h"

#include <memory>
#include <system_error>

#include <fmt/format.h>
#include <qrencode.h>

namespace chepiao::api {
namespace {

constexpr int kQuietModules = 4;

struct code_free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

bool is_dark(QRcode const& code, int x, int y) {
  return (code.data[y * code.width + x] & 1U) != 0;
}

// Neighbouring dark modules of a row become one stroke.
void append_row(std::string& out, QRcode const& code, int y) {
  for (auto x = 0; x < code.width; ++x) {
    if (!is_dark(code, x, y)) {
      continue;
    }
    auto const begin = x;
    while (x + 1 < code.width && is_dark(code, x + 1, y)) {
      ++x;
    }
    auto const wide = x - begin + 1;
    out += fmt::format("M{} {}h{}v1h-{}z", begin + kQuietModules, y + kQuietModules, wide, wide);
  }
}

}  // namespace

std::string qr_svg(std::string_view text, int side) {
  auto const code = std::unique_ptr<QRcode, code_free>{
      QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M)};
  if (!code) {
    throw std::system_error{errno, std::generic_category(), "QR code"};
  }
  auto const modules = code->width + 2 * kQuietModules;
  auto out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{0}\" viewBox=\"0 0 {1} "
      "{1}\" "
      "shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{1}v{1}H0z\"/><path d=\"",
      side, modules);
  for (auto y = 0; y < code->width; ++y) {
    append_row(out, *code, y);
  }
  out += "\"/></svg>\n";
  return out;
}

}  // namespace chepiao::api
