#include "timetable/import_report.h"

#include <utility>

namespace chepiao {
namespace {

constexpr std::size_t kDetailMax = 200;  // characters

void shorten(std::string& text) {
  auto characters = std::size_t{0};
  for (auto i = std::size_t{0}; i < text.size(); ++i) {
    auto const continues = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    if (!continues && ++characters > kDetailMax) {
      text.resize(i);
      return;
    }
  }
}

void note(import_report& report, import_report::finding&& f) {
  ++report.reasons[f.reason];
  if (report.findings.size() < import_report::kListedMax) {
    shorten(f.detail);
    report.findings.push_back(std::move(f));
  }
}

}  // namespace

void import_report::reject(finding f) {
  ++rejected;
  note(*this, std::move(f));
}

void import_report::repair(finding f) {
  ++repaired;
  note(*this, std::move(f));
}

}  // namespace chepiao
