#include <fmt/format.h>

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "event/record.h"
#include "journal/sqlite_log.h"
#include "store/order_store.h"

namespace chepiao::app {

int rebuild(rebuild_arguments const& arguments) {
  auto const folder = data_folder{arguments.data};
  auto log = journal::sqlite_log{folder.path()};
  order_store::erase_files(folder.path());
  auto orders = order_store{folder.path()};
  auto batches = std::vector<order_store::batch>{};
  auto records = std::uint64_t{0};
  constexpr auto kBatchesPerTransaction = std::size_t{256};
  auto const flush = [&] {
    orders.apply(batches);
    batches.clear();
  };
  log.read_after(0, [&](journal::row const& row) {
    auto decoded =
        row.kind == journal::row_kind::data ? decode(row.payload) : std::vector<record>{};
    records += decoded.size();
    batches.push_back({.seq = row.seq,
                       .records = std::make_shared<std::vector<record> const>(std::move(decoded))});
    if (batches.size() == kBatchesPerTransaction) {
      flush();
    }
  });
  flush();
  fmt::print("{} rows with {} records folded into the order store\n", log.end().seq, records);
  return kDone;
}

}  // namespace chepiao::app
