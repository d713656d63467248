#include <algorithm>
#include <cstring>
#include <optional>

#include "base/bytes.h"
#include "base/check.h"
#include "journal/chain.h"
#include "test/fuzz/fuzz.h"

// Rows of a journal, honest and not: the chain accepts exactly what docs/journal-format.md says.

namespace chepiao::fuzz {
namespace {

using journal::row;
using journal::row_kind;

// The rules of the contract once more, one a line.
bool fits(std::optional<row> const& last, row const& next) {
  auto const begins = next.kind == row_kind::epoch_begin;
  auto const known = next.kind <= row_kind::checkpoint;
  auto const counted = next.kind == row_kind::data ? next.records >= 1 : next.records == 0;
  auto const honest = next.hash == journal::hash_of(next);
  auto const common = next.book == 1 && known && counted && honest && next.durable_seq < next.seq;
  if (!last) {
    return common && next.seq == 1 && begins && next.epoch > 0 && next.prev == digest256{};
  }
  return common && next.seq == last->seq + 1 && next.prev == last->hash &&
         (begins ? next.epoch > last->epoch : next.epoch == last->epoch) && next.at >= last->at &&
         next.durable_seq >= last->durable_seq;
}

// A row that would fit, changed as the input says.
row read_row(byte_reader& in, std::optional<row> const& last) {
  auto out = row{};
  auto const change = in.get<std::uint8_t>();
  auto const by = in.get<std::uint8_t>();
  out.kind = last ? static_cast<row_kind>(by % 6) : row_kind::epoch_begin;
  out.seq = last ? last->seq + 1 : 1;
  out.epoch = (last ? last->epoch : 0) + (out.kind == row_kind::epoch_begin ? 1 : 0);
  out.records = out.kind == row_kind::data ? 1 + by : 0;
  out.at = (last ? last->at : instant{}) + milliseconds{by % 3};
  out.durable_seq = last ? std::max(last->durable_seq, last->seq - by % 2) : 0;
  out.prev = last ? last->hash : digest256{};
  auto const payload = in.get_bytes(std::min<std::size_t>(in.left(), by % 8));
  out.payload.assign(payload.begin(), payload.end());
  switch (change % 16) {
    case 1:
      out.seq += by;
      break;
    case 2:
      out.epoch += by;
      break;
    case 3:
      out.epoch -= by;
      break;
    case 4:
      out.records ^= by;
      break;
    case 5:
      out.at -= milliseconds{by};
      break;
    case 6:
      out.durable_seq += by;
      break;
    case 7:
      out.durable_seq -= std::min<std::uint64_t>(out.durable_seq, by);
      break;
    case 8:
      out.prev[by % 32] ^= static_cast<std::byte>(change);
      break;
    case 9:
      out.book += by;
      break;
    default:
      break;
  }
  out.hash = journal::hash_of(out);
  if (change % 16 == 10) {
    out.hash[by % 32] ^= static_cast<std::byte>(change);
  }
  return out;
}

}  // namespace

void try_input(std::string_view input) {
  auto in = byte_reader{bytes_of(input)};
  auto walked = journal::chain{1};
  auto last = std::optional<row>{};
  while (in.left() >= 2) {
    auto next = read_row(in, last);
    auto accepted = true;
    try {
      walked.accept(next);
    } catch (journal::corrupt_journal const& e) {
      accepted = false;
    }
    CHECK(accepted == fits(last, next));
    if (!accepted) {
      return;
    }
    last = std::move(next);
  }
}

}  // namespace chepiao::fuzz
