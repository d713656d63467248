#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

// The subcommands. Each returns the process's exit code (exit_code.h) and lets failures through to
// main.

namespace chepiao::app {

struct import_arguments {
  enum class format : std::uint8_t { gtfs, cn, native };
  format feed{};
  std::filesystem::path source;
  std::filesystem::path data = "data";
  std::optional<std::filesystem::path> mapping;
  std::optional<std::filesystem::path> stations;
  enum class output : std::uint8_t { text, json };
  output print = output::text;
};
int import_feed(import_arguments const&);

struct serve_arguments {
  std::filesystem::path data = "data";
  std::string listen = "127.0.0.1:8080";
  enum class mode : std::uint8_t { normal, demo };
  mode run = mode::normal;
  int hold_seconds = 600;
  int presale_days = 15;
  int passengers_per_order_max = 5;
  int unpaid_orders_per_account_max = 1;
  int open_orders_per_account_max = 100;
  int io_threads = 0;
  int connections_max = 4096;
  int queue_max = 8192;
  std::filesystem::path tls_certificate;
  std::filesystem::path tls_key;
  std::string log_level = "info";
};
int serve(serve_arguments const&);

struct verify_arguments {
  std::filesystem::path data = "data";
  import_arguments::output print = import_arguments::output::text;
};
int verify(verify_arguments const&);

struct backup_arguments {
  std::filesystem::path data = "data";
  std::filesystem::path target;
};
int backup(backup_arguments const&);

struct restore_arguments {
  std::filesystem::path source;
  std::filesystem::path data = "data";
};
int restore(restore_arguments const&);

struct rebuild_arguments {
  std::filesystem::path data = "data";
};
int rebuild(rebuild_arguments const&);

}  // namespace chepiao::app
