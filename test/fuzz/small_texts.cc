#include <string>

#include "base/check.h"
#include "base/ids.h"
#include "base/service_day.h"
#include "identity/document.h"
#include "identity/form.h"
#include "identity/token.h"
#include "test/fuzz/fuzz.h"
#include "timetable/gtfs_value.h"
#include "timetable/native_values.h"
#include "timetable/text_fold.h"
#include "timetable/utf8.h"

// The small texts of requests and tables: what is understood is written back as it came.

namespace chepiao::fuzz {
namespace {

template <typename Value>
void check_text(std::optional<Value> const& value, std::string_view input) {
  CHECK(!value || to_text(*value) == input);
}

void check_documents(std::string_view input) {
  auto const today = std::chrono::sys_days{std::chrono::days{20'779}};
  auto const normal = normal_number(input);
  CHECK(normal_number(normal) == normal);
  for (auto const kind :
       {document_type::resident_id, document_type::passport, document_type::hk_macau_permit,
        document_type::taiwan_permit, document_type::foreigner_residence}) {
    if (number_fits(kind, normal, today)) {
      CHECK(masked(normal).size() == normal.size());
    }
  }
}

}  // namespace

void try_input(std::string_view input) {
  check_text(parse_departure_id(input), input);
  check_text(parse_order_id(input), input);
  check_text(parse_ticket_id(input), input);
  check_text(parse_service_day(input), input);
  if (auto const day = parse_compact_service_day(input)) {
    CHECK(to_compact_text(*day) == input);
  }
  digest_of_token(input);
  check_documents(input);
  parse_gtfs_time(input);
  parse_gtfs_date(input);
  parse_gtfs_number(input);
  parse_gtfs_decimal(input);
  looks_like_public_number(input);
  parse_day_time(input);
  parse_kilometres(input);
  parse_days(input);
  auto const repaired = repaired_utf8(input);
  CHECK(is_utf8(repaired));
  CHECK(!is_utf8(input) || repaired == input);
  normal_username(input);
  static_cast<void>(check(new_account{.username = std::string{input},
                                      .password = std::string{input},
                                      .email = std::string{input}}));
}

}  // namespace chepiao::fuzz
