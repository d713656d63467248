#include "pipeline/recovery.h"

#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/bytes.h"
#include "pipeline/decoded_rows.h"

namespace chepiao {
namespace {

recovered_state fresh_state(selling_rules const& rules) {
  auto out = recovered_state{};
  out.seats = std::make_unique<availability>(rules.schedule.services.size());
  out.state = std::make_unique<engine>(rules, out.seats.get());
  return out;
}

// A snapshot is written only after its row was durable.
void demand_row_of(snapshot const& s, journal::log& log) {
  auto const there = log.find(s.at.seq);
  if (!there || there->hash != s.at.hash || there->epoch != s.at.epoch) {
    throw journal::corrupt_journal{
        s.at.seq, "a snapshot proves that it was durable, but it is missing or another"};
  }
}

recovered_state load(selling_rules const& rules, snapshot const& s) {
  auto out = fresh_state(rules);
  auto in = byte_reader{s.state};
  out.state->load(in);
  if (!in.at_end()) {
    throw corrupt_bytes{"bytes are left over"};
  }
  if (out.state->state_root() != s.state_root) {
    throw corrupt_bytes{"its state root does not match"};
  }
  out.report.snapshot_seq = s.at.seq;
  out.report.state_root = s.state_root;
  return out;
}

std::optional<recovered_state> try_snapshot(selling_rules const& rules,
                                            journal::log& log,
                                            snapshot_folder const& folder,
                                            std::uint64_t seq,
                                            std::vector<std::string>& notes) {
  try {
    auto const bytes = folder.read(seq);
    auto const s = parse_snapshot(bytes);
    demand_row_of(s, log);
    return load(rules, s);
  } catch (corrupt_bytes const& e) {
    notes.push_back(fmt::format("snapshot {} passed over: {}", seq, e.what()));
  } catch (std::system_error const& e) {
    notes.push_back(fmt::format("snapshot {} passed over: {}", seq, e.what()));
  }
  return std::nullopt;
}

void fold(decoded_row const& r, recovered_state& into) {
  for (auto const& one : r.records) {
    into.state->apply(one);
  }
  ++into.report.rows_folded;
  into.report.records_folded += r.records.size();
  into.bytes_folded += r.bytes;
}

}  // namespace

recovered_state recover(selling_rules const& rules,
                        journal::log& log,
                        snapshot_folder const& folder) {
  auto notes = std::vector<std::string>{};
  auto found = std::optional<recovered_state>{};
  for (auto const seq : folder.seqs()) {
    found = try_snapshot(rules, log, folder, seq, notes);
    if (found) {
      break;
    }
  }
  auto out = found ? std::move(*found) : fresh_state(rules);
  out.report.notes = std::move(notes);
  read_decoded(log, out.report.snapshot_seq, [&](decoded_row&& r) { fold(r, out); });
  if (out.report.records_folded > 0 || out.report.snapshot_seq == 0) {
    out.report.state_root = out.state->state_root();
  }
  return out;
}

}  // namespace chepiao
