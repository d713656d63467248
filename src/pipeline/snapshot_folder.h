#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/io.h"
#include "pipeline/snapshot_file.h"

namespace chepiao {

// The folder with the snapshots: "<seq>.snap", 20 digits, so that names sort as numbers do.
class snapshot_folder {
 public:
  // `files` outlives this.
  snapshot_folder(io& files, std::string folder) : files_{files}, folder_{std::move(folder)} {}

  // Newest first.
  std::vector<std::uint64_t> seqs() const;
  // Throws std::system_error, corrupt_bytes when the file is not there.
  std::vector<std::byte> read(std::uint64_t seq) const;
  // Durable when it returns; then removes all but the newest `kept`. Throws std::system_error.
  void write(snapshot const&, std::size_t kept);

 private:
  std::string path_of(std::uint64_t seq) const;

  io& files_;
  std::string folder_;
};

}  // namespace chepiao
