#include "audit/audit.h"
#include "base/bytes.h"
#include "base/check.h"
#include "event/record.h"
#include "journal/memory_log.h"
#include "test/fuzz/fuzz.h"

// The payload of a journal row: records that come out go in again as the same bytes' meaning, and
// the audit finds its words for any of them.

namespace chepiao::fuzz {
namespace {

void audit_them(std::span<std::byte const> payload, std::size_t count) {
  auto disk = std::make_shared<journal::memory_disk>();
  auto log = journal::memory_log{disk};
  log.begin_epoch(instant{}, "fuzz");
  log.append(instant{}, static_cast<std::uint32_t>(count), payload);
  auto const seen = audit(log);
  CHECK(seen.records <= count);
}

}  // namespace

void try_input(std::string_view input) {
  auto records = std::vector<record>{};
  try {
    records = decode(bytes_of(input));
  } catch (corrupt_bytes const&) {
    return;
  }
  auto const bytes = encode(records);
  CHECK(decode(bytes) == records);
  CHECK(encode(decode(bytes)) == bytes);
  if (!records.empty()) {
    audit_them(bytes, records.size());
  }
}

}  // namespace chepiao::fuzz
