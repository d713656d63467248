#include "journal/journal.h"

#include "base/bytes.h"
#include "base/hash.h"

namespace chepiao::journal {

digest256 hash_of(row const& head, std::span<std::byte const> payload) {
  auto header = byte_writer{};
  header.put_bytes(head.prev);
  header.put(head.book);
  header.put(head.seq);
  header.put(head.epoch);
  header.put(head.kind);
  header.put(head.records);
  header.put(static_cast<std::int64_t>(head.at.time_since_epoch().count()));
  header.put(head.durable_seq);
  header.put(static_cast<std::uint64_t>(payload.size()));
  return sha256{}.update(header.bytes()).update(payload).finish();
}

digest256 hash_of(row const& r) {
  return hash_of(r, r.payload);
}

position position_of(row const& r) {
  return {.seq = r.seq, .epoch = r.epoch, .at = r.at, .hash = r.hash};
}

corrupt_journal::corrupt_journal(std::uint64_t seq, std::string const& why)
    : std::runtime_error{(seq == 0 ? std::string{"journal damaged before its first row: "}
                                   : "journal damaged at row " + std::to_string(seq) + ": ") +
                         why},
      seq_{seq} {}

void log::backup_to(std::filesystem::path const& target) {
  throw std::runtime_error{"this journal has no files to copy to " + target.string()};
}

}  // namespace chepiao::journal
