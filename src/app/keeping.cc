#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/control.h"
#include "app/data_folder.h"
#include "app/exit_code.h"
#include "app/sale.h"
#include "base/clock.h"
#include "base/io.h"
#include "base/rng.h"
#include "identity/identity.h"
#include "journal/backup.h"

namespace chepiao::app {
namespace {

void must_be_empty(std::filesystem::path const& folder) {
  if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
    throw std::runtime_error{folder.string() + " is not empty"};
  }
}

void copy_durably(std::filesystem::path const& from, std::filesystem::path const& to) {
  auto files = system_io{};
  auto const bytes = files.read(from, std::uint64_t{1} << 40);
  if (!bytes) {
    throw std::runtime_error{from.string() + " is missing"};
  }
  files.write_atomic(to, *bytes);
}

// The server is stopped: this process holds the folder.
void backup_stopped(backup_arguments const& arguments) {
  auto const folder = data_folder{arguments.data};
  if (!std::filesystem::exists(folder.journal())) {
    throw std::runtime_error{arguments.data.string() + " holds no journal"};
  }
  journal::backup(folder.path(), arguments.target);
  auto files = system_io{};
  auto time = system_clock{};
  auto chance = system_rng{};
  identity{folder.path(), files, time, chance, identity_options{}}.backup_to(arguments.target);
  copy_catalogue(folder.path(), arguments.target);
}

}  // namespace

int backup(backup_arguments const& arguments) {
  must_be_empty(arguments.target);
  auto const target = std::filesystem::absolute(arguments.target);
  if (auto const answer = ask_server(arguments.data, "backup " + target.string())) {
    if (*answer != "ok") {
      throw std::runtime_error{*answer};
    }
  } else {
    backup_stopped({.data = arguments.data, .target = target});
  }
  fmt::print("backed up to {}, checked\n", target.string());
  return kDone;
}

int restore(restore_arguments const& arguments) {
  must_be_empty(arguments.data);
  auto const end = journal::restore(arguments.source, arguments.data);
  copy_durably(arguments.source / "identity.db", arguments.data / "identity.db");
  copy_durably(arguments.source / "identity.key", arguments.data / "identity.key");
  copy_catalogue(arguments.source, arguments.data);
  fmt::print("restored to {}: journal up to row {}\n", arguments.data.string(), end.seq);
  return kDone;
}

}  // namespace chepiao::app
