#include "identity/traveller_rows.h"

#include <utility>

#include "base/bytes.h"
#include "store/transaction.h"

namespace chepiao {
namespace {

cell name_cell(passenger_id id) {
  return {"travellers.name", std::to_underlying(id)};
}
cell number_cell(passenger_id id) {
  return {"travellers.number", std::to_underlying(id)};
}

// A number that names nothing must not become an enumerator.
template <typename Enum>
Enum enumerator(std::int64_t stored, Enum last) {
  if (stored < 0 || stored > std::to_underlying(last)) {
    throw corrupt_bytes{"a traveller's row holds an unknown number"};
  }
  return static_cast<Enum>(stored);
}

}  // namespace

traveller_rows::traveller_rows(sqlite::connection& db)
    : contains_{db.prepare("SELECT 1 FROM travellers WHERE passenger = ?")},
      insert_{db.prepare("INSERT INTO travellers (passenger, account, document, type, name, number,"
                         " created_at) VALUES (?, ?, ?, ?, ?, ?, ?)")},
      find_{db.prepare("SELECT document, type, name, number FROM travellers WHERE passenger = ?")} {
}

bool traveller_rows::contains(passenger_id id) {
  auto const reset = reset_after{contains_};
  return contains_.bind(1, static_cast<std::int64_t>(id)).step();
}

void traveller_rows::insert(passenger_id id,
                            account_id account,
                            traveller const& t,
                            instant created_at,
                            cipher const& seals) {
  auto const name = seals.seal(t.name, name_cell(id));
  auto const number = seals.seal(t.document_number, number_cell(id));
  insert_.bind(1, static_cast<std::int64_t>(id))
      .bind(2, static_cast<std::int64_t>(account))
      .bind(3, std::to_underlying(t.document))
      .bind(4, std::to_underlying(t.type))
      .bind_blob(5, name)
      .bind_blob(6, number)
      .bind(7, created_at.time_since_epoch().count())
      .run();
}

std::optional<traveller> traveller_rows::find(passenger_id id, cipher const& seals) {
  auto const reset = reset_after{find_};
  if (!find_.bind(1, static_cast<std::int64_t>(id)).step()) {
    return std::nullopt;
  }
  return traveller{.name = seals.open(find_.blob(2), name_cell(id)),
                   .document = enumerator(find_.integer(0), document_type::foreigner_residence),
                   .document_number = seals.open(find_.blob(3), number_cell(id)),
                   .type = enumerator(find_.integer(1), passenger_type::disabled)};
}

}  // namespace chepiao
