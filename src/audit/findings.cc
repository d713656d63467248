#include "audit/findings.h"

#include <utility>

namespace chepiao {

void findings::add(std::string code, std::string detail) {
  ++total_;
  if (listed_.size() < kFindingsListedMax) {
    listed_.push_back(
        {.seq = seq_, .record = record_, .code = std::move(code), .detail = std::move(detail)});
  }
}

void findings::demand(bool holds, char const* code, std::string const& detail) {
  if (!holds) {
    add(code, detail);
  }
}

}  // namespace chepiao
