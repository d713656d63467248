#include <filesystem>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "app/progress_bar.h"
#include "audit/audit.h"
#include "journal/sqlite_log.h"

namespace chepiao::app {
namespace {

boost::json::object to_json(audit_report const& report) {
  auto findings = boost::json::array{};
  for (auto const& f : report.findings) {
    findings.push_back(
        {{"seq", f.seq}, {"record", f.record}, {"code", f.code}, {"detail", f.detail}});
  }
  return {{"clean", report.clean()},
          {"rows", report.rows},
          {"epochs", report.epochs},
          {"records", report.records},
          {"events", report.events},
          {"departures", report.departures},
          {"orders", report.orders},
          {"orders_reserved", report.orders_reserved},
          {"orders_ticketed", report.orders_ticketed},
          {"tickets_live", report.tickets_live},
          {"captured_minor", report.captured_minor},
          {"returned_minor", report.returned_minor},
          {"findings_total", report.findings_total},
          {"findings", std::move(findings)}};
}

void print_text(audit_report const& report) {
  fmt::print(
      "{} rows in {} epochs, {} records, {} events\n{} departures, {} orders, {} live tickets\n",
      report.rows, report.epochs, report.records, report.events, report.departures, report.orders,
      report.tickets_live);
  for (auto const& f : report.findings) {
    fmt::print("row {}: {}: {}\n", f.seq, f.code, f.detail);
  }
  fmt::print("{}\n", report.clean() ? "clean" : fmt::format("{} findings", report.findings_total));
}

}  // namespace

int verify(verify_arguments const& arguments) {
  auto const folder = data_folder{arguments.data};
  if (!std::filesystem::exists(folder.journal())) {
    fmt::print(stderr, "chepiao: {} holds no journal\n", arguments.data.string());
    return kBadUsage;
  }
  auto bar = std::make_unique<progress_bar>();
  auto report = audit_report{};
  try {
    auto log = journal::sqlite_log{folder.path()};
    log.check_file();
    auto const last = log.end().seq;
    report = audit(log, [&](std::uint64_t seq) {
      bar->show(static_cast<int>(seq * 100 / last), "reading the journal");
    });
  } catch (journal::corrupt_journal const& e) {
    // Damage at the very end is found when the file is opened.
    report.findings = {{.seq = e.seq(), .record = 0, .code = "chain_broken", .detail = e.what()}};
    report.findings_total = 1;
  }
  bar.reset();
  if (arguments.print == import_arguments::output::json) {
    fmt::print("{}\n", boost::json::serialize(to_json(report)));
  } else {
    print_text(report);
  }
  return report.clean() ? kDone : kNotClean;
}

}  // namespace chepiao::app
