#include "journal/chain.h"

#include <algorithm>
#include <string>

namespace chepiao::journal {
namespace {

void demand(bool holds, row const& r, std::uint64_t expected_seq, char const* why) {
  if (!holds) {
    throw corrupt_journal{std::min(r.seq, expected_seq), why};
  }
}

bool count_fits(row const& r) {
  return r.kind == row_kind::data ? r.records > 0 : r.records == 0;
}

}  // namespace

void chain::accept(row const& r) {
  auto const seq = last_.seq + 1;
  demand(r.seq == seq, r, seq, "rows are missing");
  demand(r.book == book_, r, seq, "it belongs to another book");
  demand(r.kind <= row_kind::checkpoint, r, seq, "its kind is unknown");
  demand(r.prev == last_.hash, r, seq, "it does not follow the row before it");
  demand(r.hash == hash_of(r), r, seq, "its hash does not match its content");
  auto const begins = r.kind == row_kind::epoch_begin;
  demand(begins ? r.epoch > last_.epoch : r.epoch == last_.epoch, r, seq, "its epoch is wrong");
  demand(r.at >= last_.at || last_.seq == 0, r, seq, "its time lies before the row before it");
  demand(r.durable_seq < r.seq && r.durable_seq >= durable_seq_, r, seq,
         "its durable_seq is wrong");
  demand(count_fits(r), r, seq, "its count of records is wrong");
  last_ = position_of(r);
  durable_seq_ = r.durable_seq;
}

row next_row(std::uint32_t book,
             position const& end,
             instant at,
             std::uint32_t records,
             std::span<std::byte const> payload) {
  auto r = row{.book = book,
               .seq = end.seq + 1,
               .epoch = end.epoch,
               .kind = row_kind::data,
               .records = records,
               .at = at,
               .durable_seq = end.seq,
               .prev = end.hash};
  r.hash = hash_of(r, payload);
  return r;
}

row next_epoch(std::uint32_t book,
               position const& end,
               std::uint64_t durable_seq,
               instant at,
               std::span<std::byte const> payload) {
  auto r = row{.book = book,
               .seq = end.seq + 1,
               .epoch = end.epoch + 1,
               .kind = row_kind::epoch_begin,
               .records = 0,
               .at = end.seq == 0 ? at : std::max(at, end.at),
               .durable_seq = durable_seq,
               .prev = end.hash};
  r.hash = hash_of(r, payload);
  return r;
}

}  // namespace chepiao::journal
