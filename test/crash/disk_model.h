#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "test/crash/tape.h"
#include "test/support/seeded_rng.h"

namespace chepiao::crash {

// What a crash leaves of what was not flushed.
enum class loss : std::uint8_t {
  nothing,      // the process died, the kernel did not: every call is there
  half_a_call,  // likewise, and the last write is there up to half a page
  all,          // the power went: only what was flushed
  tail,         // a prefix of each file's writes, the last of them torn at 512 bytes
  some,         // a drawn subset of the writes, by pieces of 512 bytes
};
constexpr auto kLosses = std::size_t{5};
std::string_view name_of(loss);

// A strict disk below a folder, fed from a tape: what a file holds is kept by flushing the file,
// its name by flushing its folder. Flushed and other bytes are kept apart.
class disk_model {
 public:
  using files = std::map<std::string, std::vector<std::byte>>;

  disk_model() = default;
  disk_model(disk_model&&) = default;
  disk_model& operator=(disk_model&&) = default;
  disk_model clone() const;

  // A flush that failed: readers go on seeing what was written, but it will never reach the disk.
  void play(op const&);

  // The last call wrote more than half a page.
  bool can_be_halved() const;
  // The process died: its handles are gone. After this, seen and flushed are the same, except for
  // loss::nothing, where what was not flushed goes on waiting.
  void crash(loss, test::seeded_rng&);

  // What a program finds.
  files seen() const;

 private:
  struct change {
    std::uint64_t offset = 0;
    std::vector<std::byte> bytes;
    std::optional<std::uint64_t> truncate_to;
  };
  struct inode {
    std::vector<std::byte> seen;
    std::vector<std::byte> flushed;
    std::vector<change> pending;
  };
  struct naming {  // of the entry `name`; null: it goes
    std::string name;
    std::shared_ptr<inode> now;
    std::string moved_from;  // with the same flush
  };
  using names = std::map<std::string, std::shared_ptr<inode>>;

  static void apply(std::vector<std::byte>&, change const&, std::size_t size);
  void apply(names&, naming const&) const;
  void write(inode&, change);
  void name(naming);
  void keep_some_pieces(inode&, change const&, test::seeded_rng&) const;
  void keep_tail(inode&, test::seeded_rng&) const;
  void crash_names(loss, test::seeded_rng&);

  names seen_;
  names flushed_;
  std::vector<naming> pending_;
  std::map<std::uint64_t, std::shared_ptr<inode>> handles_;
  std::optional<std::pair<std::shared_ptr<inode>, change>> last_write_;
};

// Makes the folder hold exactly these files.
void put(disk_model::files const&, std::filesystem::path const& folder);

}  // namespace chepiao::crash
