#include "sim/tampering.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "audit/audit.h"
#include "base/bytes.h"
#include "journal/memory_log.h"
#include "pipeline/recovery.h"
#include "sim/demand.h"

namespace chepiao::sim {
namespace {

using journal::row;
using journal::row_kind;
using rows = std::vector<row>;

// What was done to the rows, and where it must be seen: at that row, or (a seq that was changed) at
// one before.
struct damage {
  std::string_view what;
  std::uint64_t seq = 0;
  bool by_snapshot = false;
};
using maybe_damage = std::optional<damage>;

rows rows_of(journal::log& log) {
  auto out = rows{};
  log.read_after(0, [&](row const& r) { out.push_back(r); });
  return out;
}

template <typename Integer>
void flip_in(Integer& value, std::uint64_t where) {
  value ^= Integer{1} << (where % (sizeof(Integer) * 8));
}
void flip_in(digest256& value, std::uint64_t where) {
  value[where % value.size()] ^= std::byte{1} << (where / value.size() % 8);
}

maybe_damage flip(rows& all, tamper const& t) {
  auto& r = all[t.row % all.size()];
  auto const seq = r.seq;
  auto const bit = t.where / 10;
  switch (t.where % 10) {
    case 0:
      if (!r.payload.empty()) {
        r.payload[bit % r.payload.size()] ^= std::byte{1} << (bit / r.payload.size() % 8);
        return damage{"a bit of a payload flipped", seq};
      }
      [[fallthrough]];
    case 1:
      flip_in(r.hash, bit);
      break;
    case 2:
      flip_in(r.prev, bit);
      break;
    case 3:
      flip_in(r.epoch, bit);
      break;
    case 4:
      flip_in(r.records, bit);
      break;
    case 5:
      r.at =
          instant{milliseconds{r.at.time_since_epoch().count() ^ (std::int64_t{1} << (bit % 40))}};
      break;
    case 6:
      flip_in(r.durable_seq, bit);
      break;
    case 7:
      r.kind = r.kind == row_kind::data ? row_kind::heartbeat : row_kind::data;
      break;
    case 8:
      flip_in(r.book, bit);
      break;
    default:
      flip_in(r.seq, bit);
      break;
  }
  return damage{"a bit of a row flipped", seq};
}

// By somebody who can make hashes match.
maybe_damage forge(rows& all, tamper const& t) {
  auto& r = all.back();
  auto const seq = r.seq;
  auto const before = all.size() > 1 ? all[all.size() - 2] : row{};
  switch (t.where % 10) {
    case 0:
      r.epoch += r.kind == row_kind::data ? 1 : 0;
      r.epoch = r.kind == row_kind::data ? r.epoch : before.epoch;
      break;
    case 1:
      r.epoch = r.kind == row_kind::data ? before.epoch - 1 : before.epoch;
      break;
    case 2:
      if (all.size() < 2) return std::nullopt;
      r.at = before.at - milliseconds{1};
      break;
    case 3:
      r.durable_seq = r.seq;
      break;
    case 4:
      if (before.durable_seq == 0) return std::nullopt;
      r.durable_seq = before.durable_seq - 1;
      break;
    case 5:
      r.records = r.kind == row_kind::data ? 0 : 1;
      break;
    case 6:
      // From the future, and without fault otherwise.
      r.kind = row_kind{9};
      r.records = 0;
      r.epoch = all.size() > 1 ? before.epoch : r.epoch;
      break;
    case 7:
      r.book = 2;
      break;
    case 8:
      ++r.seq;
      break;
    default:
      flip_in(r.prev, t.row);
      break;
  }
  if (all.size() < 2 && t.where % 10 < 2) return std::nullopt;
  r.hash = hash_of(r);
  return damage{"a field of the last row forged", seq};
}

maybe_damage drop(rows& all, tamper const& t) {
  if (all.size() < 2) return std::nullopt;
  auto const i = t.row % (all.size() - 1);
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(i));
  return damage{"a row dropped", i + 1};
}

maybe_damage swap(rows& all, tamper const& t) {
  if (all.size() < 2) return std::nullopt;
  auto const i = t.row % (all.size() - 1);
  std::swap(all[i], all[i + 1]);
  return damage{"two rows swapped", i + 1};
}

maybe_damage repeat(rows& all, tamper const&) {
  all.push_back(all.back());
  return damage{"the last row repeated", all.back().seq};
}

// Rows up to a snapshot's are another history: shorter, or the last one another.
maybe_damage forget(rows& all, tamper const& t, memory_files const& files) {
  auto const name = files.newest_whole();
  if (name.empty()) return std::nullopt;
  auto const seq = std::stoull(name);
  if (t.where % 2 == 0) {
    all.resize(seq - 1);
    return damage{"rows lost that a snapshot proves", seq, true};
  }
  all.resize(seq);
  auto& last = all.back();
  last.at += milliseconds{1};
  last.hash = hash_of(last);
  return damage{"another row where a snapshot proves one", seq, true};
}

maybe_damage inflict(rows& all, tamper const& t, memory_files const& files) {
  switch (t.how) {
    case tamper::way::flip:
      return flip(all, t);
    case tamper::way::forge:
      return forge(all, t);
    case tamper::way::drop:
      return drop(all, t);
    case tamper::way::swap:
      return swap(all, t);
    case tamper::way::repeat:
      return repeat(all, t);
    case tamper::way::forget:
      return forget(all, t, files);
  }
  return std::nullopt;
}

}  // namespace

std::string_view demand_refused(tamper const& t,
                                selling_rules const& rules,
                                journal::log& log,
                                memory_files const& files) {
  auto broken = std::make_shared<journal::memory_disk>();
  broken->rows = rows_of(log);
  auto const done = inflict(broken->rows, t, files);
  if (!done) {
    return {};
  }
  auto copy = done->by_snapshot ? files : memory_files{};
  auto const folder = snapshot_folder{copy, "/snapshots"};
  try {
    auto reopened = journal::memory_log{broken};
    recover(rules, reopened, folder);
  } catch (journal::corrupt_journal const& e) {
    auto const seq_was_flipped = t.how == tamper::way::flip && t.where % 10 == 9;
    demand(e.seq() == done->seq || (seq_was_flipped && e.seq() < done->seq),
           "{}: seen at row {} instead of {}", done->what, e.seq(), done->seq);
    if (!done->by_snapshot) {
      auto reread = journal::memory_log{broken};
      demand(!audit(reread).clean(), "{}: the audit saw nothing", done->what);
    }
    return done->what;
  }
  throw wrong{fmt::format("{}, and nobody saw it", done->what)};
}

}  // namespace chepiao::sim
