#include "fare/native_tariff.h"

#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "timetable/csv.h"

namespace chepiao {
namespace {

constexpr auto kAmountMax = std::int64_t{1'000'000'000};

struct table_reader {
  timetable const& schedule;
  import_report& report;

  void reject(csv_reader const& csv, std::string reason, std::string detail) {
    report.reject({.file = csv.name(),
                   .line = csv.line(),
                   .reason = std::move(reason),
                   .detail = std::move(detail)});
  }

  std::optional<std::int64_t> amount(csv_reader const& csv, std::string_view column) {
    auto const text = csv[csv.column(column)];
    auto value = std::int64_t{0};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0 ||
        value > kAmountMax) {
      reject(csv, "bad_amount", std::string{text});
      return std::nullopt;
    }
    return value;
  }

  std::optional<place_class_id> place_class(csv_reader const& csv) {
    auto const code = csv[csv.column("class")];
    auto const id = schedule.class_by_code(code);
    if (!id) {
      reject(csv, "unknown_class", std::string{code});
    }
    return id;
  }

  std::optional<station_id> station(csv_reader const& csv, std::string_view column) {
    auto const code = csv[csv.column(column)];
    auto const id = schedule.station_by_code(code);
    if (!id) {
      reject(csv, "unknown_station", std::string{code});
    }
    return id;
  }
};

std::optional<passenger_type> passenger_by_name(std::string_view name) {
  constexpr auto kNames = std::to_array<std::pair<std::string_view, passenger_type>>({
      {"adult", passenger_type::adult},
      {"child", passenger_type::child},
      {"student", passenger_type::student},
      {"disabled", passenger_type::disabled},
  });
  for (auto const& [text, type] : kNames) {
    if (text == name) {
      return type;
    }
  }
  return std::nullopt;
}

// Calls `row` for each row that is a row; does nothing when the file is absent.
template <typename Row>
void each_row(std::filesystem::path const& folder,
              std::string const& name,
              table_reader& reader,
              Row const& row) {
  if (!std::filesystem::exists(folder / name)) {
    return;
  }
  auto source = file_source{folder / name};
  auto csv = csv_reader{source, name};
  for (auto state = csv.next(); state != csv_row::end; state = csv.next()) {
    if (state == csv_row::malformed) {
      reader.reject(csv, "malformed_row", csv.problem());
    } else {
      row(csv);
    }
  }
  reader.report.rows_read[name] = csv.rows();
}

void read_rates(std::filesystem::path const& folder, table_reader& reader, tariff& t) {
  each_row(folder, "rates.csv", reader, [&](csv_reader const& csv) {
    auto const place_class = reader.place_class(csv);
    auto const rate = reader.amount(csv, "minor_per_1000_km");
    auto const minimum = reader.amount(csv, "minimum");
    if (place_class && rate && minimum) {
      t.rates.push_back({.kind = std::string{csv[csv.column("kind")]},
                         .place_class = *place_class,
                         .minor_per_1000_km = *rate,
                         .minimum = minor_units{*minimum}});
    }
  });
}

void read_pairs(std::filesystem::path const& folder, table_reader& reader, tariff& t) {
  each_row(folder, "fares.csv", reader, [&](csv_reader const& csv) {
    auto const from = reader.station(csv, "from");
    auto const to = reader.station(csv, "to");
    auto const place_class = reader.place_class(csv);
    auto const amount = reader.amount(csv, "amount");
    if (from && to && place_class && amount) {
      t.pairs.push_back({.kind = std::string{csv[csv.column("kind")]},
                         .from = *from,
                         .to = *to,
                         .place_class = *place_class,
                         .amount = minor_units{*amount}});
    }
  });
}

void read_passengers(std::filesystem::path const& folder, table_reader& reader, tariff& t) {
  each_row(folder, "passengers.csv", reader, [&](csv_reader const& csv) {
    auto const type = passenger_by_name(csv[csv.column("type")]);
    auto const percent = reader.amount(csv, "percent");
    if (!type) {
      reader.reject(csv, "unknown_passenger_type", std::string{csv[csv.column("type")]});
    } else if (percent && *percent <= 100) {
      t.passengers.push_back({.type = *type, .percent = static_cast<std::int32_t>(*percent)});
    } else if (percent) {
      reader.reject(csv, "bad_percent", std::to_string(*percent));
    }
  });
}

}  // namespace

std::optional<tariff> native_tariff(std::filesystem::path const& folder,
                                    timetable const& schedule,
                                    import_report& report) {
  auto t = tariff{};
  auto reader = table_reader{schedule, report};
  read_rates(folder, reader, t);
  read_pairs(folder, reader, t);
  read_passengers(folder, reader, t);
  if (t.rates.empty() && t.pairs.empty()) {
    return std::nullopt;
  }
  t.build_index();
  return t;
}

}  // namespace chepiao
