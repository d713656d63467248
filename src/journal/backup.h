#pragma once

#include <cstdint>
#include <filesystem>

#include "journal/journal.h"

namespace chepiao::journal {

// Copies DIR/journal.db of a stopped server to TARGET/journal.db and checks every row of the copy.
// TARGET is created; it must not hold a journal. (A running server copies with log::backup_to;
// check with verify_copy.) Returns the end of the copied log. Throws journal_in_use,
// corrupt_journal, storage_full, std::exception.
position backup(std::filesystem::path const& data_folder, std::filesystem::path const& target);

// Checks the database file and every row of the chain of a folder nobody has open. Throws as
// backup.
position verify_copy(std::filesystem::path const& folder);

// Checks the copy, then puts it into DATA_FOLDER/journal.db. The data folder must be empty or
// absent. Only the journal: the caller copies the other files. Throws as backup; std::runtime_error
// when not empty.
position restore(std::filesystem::path const& copy, std::filesystem::path const& data_folder);

}  // namespace chepiao::journal
