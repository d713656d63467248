#pragma once

#include <string>
#include <vector>

#include "test/history/journal_facts.h"
#include "test/history/operation.h"

namespace chepiao::history {

struct finding {
  std::string code;    // stable: "lost_ack" ...
  std::string detail;  // for people
};

// The journal against what its clients saw, in O(n log n):
//   lost_ack          an acknowledged operation has no record
//   reply_differs     a reply tells another order, stretch or other seats than its record
//   wrong_seq         a reply names another row than its record's (an earlier one, if replayed)
//   order_reversed    a before b for their clients, b before a in the journal
//   seq_reversed      the same, for the rows that the replies name
//   refused_happened  a refused key has a record
//   nobody_asked      a record whose key no client sent
//   key_twice         a key has two records
//   order_twice       two keys were told the same new order
std::vector<finding> check_log_order(std::vector<operation> const&, facts const&);

}  // namespace chepiao::history
