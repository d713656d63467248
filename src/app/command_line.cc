#include "app/command_line.h"

#include <exception>
#include <functional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/commands.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "timetable/import_report.h"

namespace chepiao::app {
namespace {

// What the chosen subcommand does, filled in while parsing.
struct chosen {
  std::function<int()> run;
  import_arguments::output print = import_arguments::output::text;
};

void add_data(CLI::App& command, std::filesystem::path& data) {
  command.add_option("--data", data, "the data folder")->capture_default_str();
}

void add_json(CLI::App& command, import_arguments::output& print) {
  command.add_flag_callback(
      "--json", [&] { print = import_arguments::output::json; }, "print the result as JSON");
}

void add_import(CLI::App& app, import_arguments& a, chosen& choice) {
  auto& import = *app.add_subcommand("import", "read a timetable: gtfs, cn or native");
  import.require_subcommand(1);
  struct form {
    char const* name;
    char const* what;
    char const* path;
    import_arguments::format format;
  };
  for (auto const& f :
       {form{"gtfs", "a GTFS feed, zip or folder", "PATH", import_arguments::format::gtfs},
        form{"cn", "the national tables (info.csv ...)", "DIR", import_arguments::format::cn},
        form{"native", "our own format, docs/timetable-format.md", "DIR",
             import_arguments::format::native}}) {
    auto& command = *import.add_subcommand(f.name, f.what);
    command.add_option("path", a.source, "where the feed is")->required()->type_name(f.path);
    command.add_option("--mapping", a.mapping, "formations by kind of service (TOML)");
    if (f.format == import_arguments::format::cn) {
      command.add_option("--stations", a.stations, "12306 station list: codes and pinyin");
    }
    add_data(command, a.data);
    add_json(command, a.print);
    command.callback([&a, &choice, format = f.format] {
      a.feed = format;
      choice.print = a.print;
      choice.run = [&a] { return import_feed(a); };
    });
  }
}

void add_serve(CLI::App& app, serve_arguments& a, chosen& choice) {
  auto& command = *app.add_subcommand("serve", "sell: HTTP, API and web");
  add_data(command, a.data);
  command.set_config("--config", "", "settings from a TOML file, same names as the options");
  command.add_option("--listen", a.listen, "HOST:PORT; port 0 takes any free one")
      ->capture_default_str();
  command.add_flag_callback(
      "--demo", [&a] { a.run = serve_arguments::mode::demo; },
      "demo accounts, and a note that the data is a sample");
  command.add_option("--hold-seconds", a.hold_seconds, "time to pay")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str();
  command.add_option("--presale-days", a.presale_days, "days on sale, today included")
      ->check(CLI::Range(1, 60))
      ->capture_default_str();
  command.add_option("--passengers-per-order", a.passengers_per_order_max)
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  command.add_option("--unpaid-orders-per-account", a.unpaid_orders_per_account_max)
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--open-orders-per-account", a.open_orders_per_account_max)
      ->check(CLI::Range(1, 1'000'000'000))
      ->capture_default_str();
  command.add_option("--io-threads", a.io_threads, "0: one per core but one")
      ->check(CLI::Range(0, 64))
      ->capture_default_str();
  command.add_option("--connections", a.connections_max, "at the most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--queue", a.queue_max, "commands waiting at the most")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  auto* certificate = command.add_option("--tls-certificate", a.tls_certificate, "PEM chain");
  auto* key = command.add_option("--tls-key", a.tls_key, "PEM key");
  certificate->needs(key);
  key->needs(certificate);
  command.add_option("--log-level", a.log_level)
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
  command.callback([&a, &choice] { choice.run = [&a] { return serve(a); }; });
}

void add_keeping(CLI::App& app,
                 verify_arguments& v,
                 backup_arguments& b,
                 restore_arguments& r,
                 rebuild_arguments& p,
                 chosen& choice) {
  auto& verify_command = *app.add_subcommand("verify", "walk the journal: chain, rules, sums");
  add_data(verify_command, v.data);
  add_json(verify_command, v.print);
  verify_command.callback([&] {
    choice.print = v.print;
    choice.run = [&v] { return verify(v); };
  });

  auto& backup_command = *app.add_subcommand("backup", "copy the data folder, checked");
  add_data(backup_command, b.data);
  backup_command.add_option("target", b.target, "a new or empty folder")->required();
  backup_command.callback([&] { choice.run = [&b] { return backup(b); }; });

  auto& restore_command = *app.add_subcommand("restore", "take a backup into use, checked");
  add_data(restore_command, r.data);
  restore_command.add_option("source", r.source, "a backup")->required();
  restore_command.callback([&] { choice.run = [&r] { return restore(r); }; });

  auto& rebuild_command =
      *app.add_subcommand("rebuild", "make the read models again from the journal");
  add_data(rebuild_command, p.data);
  rebuild_command.callback([&] { choice.run = [&p] { return rebuild(p); }; });
}

int report(chosen const& choice, int code, std::string_view wire_code, std::string_view what) {
  if (choice.print == import_arguments::output::json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"error", {{"code", wire_code}, {"detail", what}}}}));
  }
  fmt::print(stderr, "chepiao: {}\n", what);
  return code;
}

int run_chosen(chosen const& choice) {
  try {
    return choice.run();
  } catch (unusable_feed const& e) {
    return report(choice, kNothingUsable, e.code(), e.what());
  } catch (folder_in_use const& e) {
    return report(choice, kFailed, "folder_in_use", e.what());
  } catch (std::exception const& e) {
    return report(choice, kFailed, "failed", e.what());
  }
}

}  // namespace

int run(int argc, char** argv) {
  auto app = CLI::App{"chepiao: sells seats on trains and coaches", "chepiao"};
  app.require_subcommand(1);
  app.set_version_flag("--version", CHEPIAO_VERSION);
  auto choice = chosen{};
  auto import = import_arguments{};
  auto serve_with = serve_arguments{};
  auto verify_with = verify_arguments{};
  auto backup_with = backup_arguments{};
  auto restore_with = restore_arguments{};
  auto rebuild_with = rebuild_arguments{};
  add_import(app, import, choice);
  add_serve(app, serve_with, choice);
  add_keeping(app, verify_with, backup_with, restore_with, rebuild_with, choice);
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& e) {
    return app.exit(e) == 0 ? kDone : kBadUsage;
  }
  return run_chosen(choice);
}

}  // namespace chepiao::app
