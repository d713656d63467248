#include <csignal>
#include <filesystem>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "api/routes.h"
#include "app/catalogue.h"
#include "app/commands.h"
#include "app/control.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "app/listen_address.h"
#include "app/sale.h"
#include "base/hash.h"
#include "http/server.h"
#include "http/static_files.h"
#include "web_assets.h"

namespace chepiao::app {
namespace {

// Blocks the signals that end the server in every thread started from here on; `wait` takes them.
class stop_signals {
 public:
  stop_signals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  int wait() const {
    auto signal = 0;
    sigwait(&set_, &signal);
    return signal;
  }

 private:
  sigset_t set_{};
};

void set_up_log(serve_arguments const& arguments) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("chepiao"));
  spdlog::set_level(spdlog::level::from_str(arguments.log_level));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
}

http::server_options options_of(serve_arguments const& arguments) {
  auto const address = parse_listen_address(arguments.listen);
  auto options = http::server_options{};
  options.host = address.host;
  options.port = address.port;
  options.io_threads = arguments.io_threads;
  options.connections_max = static_cast<std::size_t>(arguments.connections_max);
  if (!arguments.tls_certificate.empty()) {
    options.tls = http::tls_files{.certificate_chain = arguments.tls_certificate,
                                  .private_key = arguments.tls_key};
  }
  return options;
}

void log_recovery(recovery_report const& report) {
  for (auto const& note : report.notes) {
    spdlog::warn("{}", note);
  }
  spdlog::info("recovered from snapshot {} and {} later rows with {} records; epoch {}, state {}",
               report.snapshot_seq, report.rows_folded, report.records_folded, report.epoch,
               to_hex(report.state_root).substr(0, 16));
}

void say_welcome(serve_arguments const& arguments,
                 http::server_options const& options,
                 std::uint16_t port,
                 api::public_facts const& facts) {
  auto const* scheme = options.tls ? "https" : "http";
  auto const host =
      options.host.find(':') == std::string::npos ? options.host : "[" + options.host + "]";
  fmt::print("chepiao {} sells \"{}\" from {}\n\n  open   {}://{}:{}\n  API    {}://{}:{}/api\n",
             CHEPIAO_VERSION, facts.operator_name, arguments.data.string(), scheme, host, port,
             scheme, host, port);
  for (auto const& account : facts.demo_accounts) {
    fmt::print("  sign in as {} with {}\n", account.username, account.password);
  }
  fmt::print("\nCtrl-C stops it.\n");
  std::fflush(stdout);
}

std::string obey(sale& s, std::string const& line) {
  constexpr auto kBackup = std::string_view{"backup "};
  if (!line.starts_with(kBackup)) {
    return "failed: unknown order";
  }
  auto const target = std::filesystem::path{line.substr(kBackup.size())};
  s.backup_to(target);
  spdlog::info("backed up");
  return "ok";
}

}  // namespace

int serve(serve_arguments const& arguments) {
  set_up_log(arguments);
  auto const options = options_of(arguments);
  auto const signals = stop_signals{};
  auto const folder = data_folder{arguments.data};
  auto files = system_io{};
  auto for_sale = load_catalogue(files, folder.path());
  if (!for_sale) {
    fmt::print(stderr,
               "chepiao: nothing to sell in {}; import a timetable first:\n"
               "  chepiao import native demo --data {}\n",
               arguments.data.string(), arguments.data.string());
    return kBadUsage;
  }
  auto behind = sale{folder.path(), *std::move(for_sale), arguments};
  log_recovery(behind.recovered());
  auto& endpoints = behind.endpoints();
  auto server =
      http::server{options, api::routes(endpoints), http::static_files(embedded_assets())};
  endpoints.server_figures = [&] { return server.figures(); };
  server.start();
  {
    auto const control =
        control_server{folder.path(), [&](std::string const& line) { return obey(behind, line); }};
    say_welcome(arguments, options, server.port(), endpoints.facts);
    spdlog::info("stopping on signal {}", signals.wait());
  }
  server.stop();
  behind.stop();
  spdlog::info("stopped");
  return kDone;
}

}  // namespace chepiao::app
