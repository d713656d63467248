#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include <gtest/gtest.h>

#include "base/sqlite.h"
#include "journal/chain.h"
#include "journal/file_system.h"
#include "journal/sqlite_log.h"
#include "memory_vfs.h"
#include "samples.h"
#include "test/support/seeded_rng.h"
#include "test/support/temporary_folder.h"

namespace chepiao::journal {
namespace {

using test::append_sample;
using test::kStart;
using test::memory_vfs;
using test::rows_of;
using test::temporary_folder;

struct sample {
  temporary_folder folder;
  memory_vfs disk{"damage"};
  std::vector<row> rows;
  std::string db = (folder.path() / "journal.db").string();

  sample() {
    auto log = sqlite_log{folder.path(), {.vfs = disk.name()}};
    log.begin_epoch(kStart, "writer");
    for (auto i = 1U; i <= 4; ++i) {
      append_sample(log, i, i == 3 ? 2500 : 60);
    }
    rows = rows_of(log);
  }

  // What a full check says: nothing when it accepts.
  std::optional<std::string> verdict(std::vector<row>& seen) const {
    try {
      auto log = sqlite_log{folder.path(), {.vfs = disk.name()}};
      log.check_file();
      seen = rows_of(log);
      return std::nullopt;
    } catch (corrupt_journal const& e) {
      return e.what();
    } catch (sqlite::error const& e) {
      return e.what();
    } catch (unusable_storage const& e) {
      return e.what();
    }
  }
};

bool same(std::vector<row> const& a, std::vector<row> const& b) {
  return std::ranges::equal(a, b, [](row const& x, row const& y) {
    return x.hash == y.hash && hash_of(x) == hash_of(y);
  });
}

// Long runs of zeros are free space: of those only every 16th byte is flipped.
bool worth_flipping(std::vector<std::byte> const& bytes, std::size_t i) {
  auto const first = i - std::min<std::size_t>(i, 32);
  auto const size = std::min<std::size_t>(bytes.size() - first, 64);
  return i % 16 == 0 || std::ranges::any_of(std::span{bytes}.subspan(first, size),
                                            [](std::byte b) { return b != std::byte{0}; });
}

// Flips one bit of every byte of the file. Bytes that carry nothing (free space, counters) may be
// accepted, but then every row must be there unchanged.
void flip_every_byte(sample& s, std::string const& path, std::size_t noticed_min) {
  auto const untouched = *s.disk.find(s.db);
  auto const wal = s.disk.find(s.db + "-wal") != nullptr ? *s.disk.find(s.db + "-wal")
                                                         : std::vector<std::byte>{};
  auto const size = s.disk.find(path)->size();
  auto noticed = std::size_t{0};
  for (auto i = std::size_t{0}; i < size; ++i) {
    if (!worth_flipping(*s.disk.find(path), i)) {
      continue;
    }
    (*s.disk.find(path))[i] ^= std::byte{1} << (i % 8);
    auto seen = std::vector<row>{};
    if (s.verdict(seen)) {
      ++noticed;
    } else {
      ASSERT_TRUE(same(seen, s.rows)) << path << " byte " << i << ": accepted with other rows";
    }
    *s.disk.find(s.db) = untouched;
    if (auto* const log = s.disk.find(s.db + "-wal"); log != nullptr) {
      *log = wal;
    }
  }
  EXPECT_GE(noticed, noticed_min);
}

TEST(damage, a_flipped_byte_of_the_database_is_never_silent) {
  auto s = sample{};
  auto content = std::size_t{0};
  for (auto const& r : s.rows) {
    content += r.payload.size() + r.prev.size() + r.hash.size();
  }
  flip_every_byte(s, s.db, content);
}

TEST(damage, a_flipped_byte_of_the_wal_never_loses_an_acknowledged_row_silently) {
  auto s = sample{};
  auto const before = *s.disk.find(s.db);
  {
    // Written and not closed: as a killed process leaves it. The copies keep the WAL of the moment.
    auto log =
        std::make_unique<sqlite_log>(s.folder.path(), sqlite_log_options{.vfs = s.disk.name()});
    log->begin_epoch(kStart, "second");
    append_sample(*log, 5, 60);
    s.rows = rows_of(*log);
    auto const wal = *s.disk.find(s.db + "-wal");
    log.reset();
    *s.disk.find(s.db) = before;
    *s.disk.find(s.db + "-wal") = wal;
  }
  auto seen = std::vector<row>{};
  auto const wal = *s.disk.find(s.db + "-wal");
  ASSERT_FALSE(s.verdict(seen));
  ASSERT_TRUE(same(seen, s.rows));
  *s.disk.find(s.db) = before;
  *s.disk.find(s.db + "-wal") = wal;
  flip_every_byte(s, s.db + "-wal", 1000);
}

// The file as it lies there, with the first occurrence of one text replaced by another.
void spoil(sample& s, std::string_view from, std::string_view to) {
  auto& bytes = *s.disk.find(s.db);
  auto const found = std::ranges::search(bytes, std::as_bytes(std::span{from}));
  ASSERT_FALSE(found.empty());
  std::ranges::copy(std::as_bytes(std::span{to}), found.begin());
}

TEST(damage, a_damaged_schema_is_damage_and_not_a_failure) {
  auto s = sample{};
  ASSERT_NO_FATAL_FAILURE(spoil(s, "durable_seq INTEGER", "durable_sex INTEGER"));
  EXPECT_THROW((sqlite_log{s.folder.path(), {.vfs = s.disk.name()}}), corrupt_journal);
}

TEST(damage, an_edited_row_is_named) {
  for (auto const* const edit :
       {"payload = x'00'", "payload = CAST(payload || x'41' AS BLOB)", "prev = zeroblob(32)",
        "hash = zeroblob(32)", "at = at + 1", "at = -5", "epoch = epoch + 1",
        "records = records + 1", "kind = 3", "kind = 300", "durable_seq = 0", "durable_seq = -1",
        "records = 4294967296"}) {
    auto s = sample{};
    {
      auto db =
          sqlite::connection{s.db, sqlite::connection::mode::read_write_create, s.disk.name()};
      db.execute("PRAGMA locking_mode=EXCLUSIVE");
      db.execute(std::string{"UPDATE journal SET "} + edit + " WHERE seq = 3");
    }
    auto log = sqlite_log{s.folder.path(), {.vfs = s.disk.name()}};
    try {
      log.read_after(0, [](row const&) {});
      FAIL() << edit << " was not noticed";
    } catch (corrupt_journal const& e) {
      EXPECT_EQ(e.seq(), 3U) << edit;
    }
  }
}

TEST(damage, a_removed_row_is_named) {
  auto s = sample{};
  {
    auto db = sqlite::connection{s.db, sqlite::connection::mode::read_write_create, s.disk.name()};
    db.execute("PRAGMA locking_mode=EXCLUSIVE");
    db.execute("DELETE FROM journal WHERE seq = 3");
  }
  auto log = sqlite_log{s.folder.path(), {.vfs = s.disk.name()}};
  try {
    log.read_after(0, [](row const&) {});
    FAIL() << "not noticed";
  } catch (corrupt_journal const& e) {
    EXPECT_EQ(e.seq(), 3U);
  }
}

}  // namespace
}  // namespace chepiao::journal
