#include "journal/backup.h"

#include <stdexcept>

#include "journal/sqlite_log.h"

namespace chepiao::journal {
namespace {

void demand_journal(std::filesystem::path const& folder) {
  if (!std::filesystem::is_regular_file(folder / "journal.db")) {
    throw std::runtime_error{"there is no journal in " + folder.string()};
  }
}

position copy_journal(std::filesystem::path const& from, std::filesystem::path const& to) {
  auto const end = [&] {
    auto source = sqlite_log{from};
    source.backup_to(to / "journal.db");
    return source.end();
  }();
  if (verify_copy(to).hash != end.hash) {
    throw corrupt_journal{end.seq, "the copy ends elsewhere than its source"};
  }
  return end;
}

}  // namespace

position backup(std::filesystem::path const& data_folder, std::filesystem::path const& target) {
  demand_journal(data_folder);
  std::filesystem::create_directories(target);
  return copy_journal(data_folder, target);
}

position verify_copy(std::filesystem::path const& folder) {
  demand_journal(folder);
  auto log = sqlite_log{folder};
  log.check_file();
  log.read_after(0, [](row const&) {});
  return log.end();
}

position restore(std::filesystem::path const& from, std::filesystem::path const& data_folder) {
  if (std::filesystem::exists(data_folder) && !std::filesystem::is_empty(data_folder)) {
    throw std::runtime_error{data_folder.string() + " is not empty: nothing was restored"};
  }
  verify_copy(from);
  std::filesystem::create_directories(data_folder);
  return copy_journal(from, data_folder);
}

}  // namespace chepiao::journal
