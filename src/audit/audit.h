#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "audit/findings.h"
#include "journal/journal.h"

// An independent check of a journal: it reads the rows and folds the records with rules of its own.
// It shares no code with the engine, so that a mistake there does not hide itself.

namespace chepiao {

struct audit_report {
  std::uint64_t rows = 0;
  std::uint64_t epochs = 0;
  std::uint64_t records = 0;
  std::uint64_t events = 0;
  std::uint64_t departures = 0;
  std::uint64_t orders = 0;
  std::uint64_t orders_reserved = 0;  // at the end of the journal
  std::uint64_t orders_ticketed = 0;
  std::uint64_t tickets_live = 0;   // held or sold, not given back
  std::uint64_t keys = 0;           // not forgotten
  std::int64_t captured_minor = 0;  // all currencies together
  std::int64_t returned_minor = 0;
  std::uint64_t last_seq = 0;  // read and accepted
  std::uint64_t findings_total = 0;
  std::vector<audit_finding> findings;  // the first kFindingsListedMax

  bool clean() const { return findings_total == 0; }
};

// Called after every row with its seq; may be empty.
using audit_progress = std::function<void(std::uint64_t seq)>;

// Reads the whole journal. A break of the chain is a finding like any other, and the last one.
// Throws only what the log throws for other reasons (I/O).
audit_report audit(journal::log&, audit_progress const& = {});

}  // namespace chepiao
