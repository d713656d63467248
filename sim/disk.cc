#include "sim/disk.h"

#include <filesystem>
#include <optional>

#include <sqlite3.h>

#include "journal/memory_log.h"
#include "journal/sqlite_log.h"
#include "test/journal/memory_vfs.h"
#include "test/support/seeded_rng.h"

namespace chepiao::sim {
namespace {

// What is to go wrong with rows.
struct trouble {
  std::optional<fail_append::row> next;
  bool full = false;
};

// A memory_log that fails as it is told.
class fragile_log final : public journal::log {
 public:
  fragile_log(std::shared_ptr<journal::memory_disk> d, trouble& t)
      : inner_{std::move(d)}, trouble_{t} {}

  journal::position end() const override { return inner_.end(); }
  journal::position begin_epoch(instant at, std::string const& writer) override {
    demand_room();
    return inner_.begin_epoch(at, writer);
  }
  journal::position append(instant at,
                           std::uint32_t records,
                           std::span<std::byte const> payload) override {
    demand_room();
    if (auto const failure = std::exchange(trouble_.next, std::nullopt)) {
      if (*failure == fail_append::row::kept) {
        inner_.append(at, records, payload);
      }
      throw journal::append_failed{"the flush failed"};
    }
    return inner_.append(at, records, payload);
  }
  void read_after(std::uint64_t seq,
                  std::function<void(journal::row const&)> const& visit) override {
    inner_.read_after(seq, visit);
  }
  std::optional<journal::position> find(std::uint64_t seq) override { return inner_.find(seq); }

 private:
  void demand_room() const {
    if (trouble_.full) {
      throw journal::storage_full{"no room"};
    }
  }

  journal::memory_log inner_;
  trouble& trouble_;
};

class disk_of_rows final : public disk {
 public:
  std::unique_ptr<journal::log> open() override {
    return std::make_unique<fragile_log>(rows_, trouble_);
  }
  void fail(fail_append const& how) override { trouble_.next = how.then; }
  void set_full() override { trouble_.full = true; }
  void heal() override { trouble_ = {}; }
  void freeze() override {}
  void lose(lose_power const&) override {}  // a row is there or not; the stage says which

 private:
  std::shared_ptr<journal::memory_disk> rows_ = std::make_shared<journal::memory_disk>();
  trouble trouble_;
};

// One folder serves all seeds of a process.
std::filesystem::path& folder() {
  static auto path = std::filesystem::path{};
  return path;
}

class disk_of_sqlite final : public disk {
 public:
  disk_of_sqlite() { std::filesystem::remove(mark_); }

  std::unique_ptr<journal::log> open() override {
    return std::make_unique<journal::sqlite_log>(folder(),
                                                 journal::sqlite_log_options{.vfs = vfs_.name()});
  }
  void fail(fail_append const& how) override {
    vfs_.fail_at(how.call, SQLITE_IOERR,
                 how.then == fail_append::row::lost ? test::memory_vfs::lasting::until_healed
                                                    : test::memory_vfs::lasting::once);
  }
  void set_full() override {
    vfs_.fail_at(1, SQLITE_FULL, test::memory_vfs::lasting::until_healed);
  }
  void heal() override { vfs_.heal(); }
  void freeze() override { vfs_.fail_at(1, SQLITE_IOERR, test::memory_vfs::lasting::until_healed); }
  void lose(lose_power const& how) override {
    auto chance = test::seeded_rng{how.chance};
    vfs_.lose_power(static_cast<test::memory_vfs::loss>(how.how), chance);
    if (how.chance % 2 == 0) {
      std::filesystem::remove(mark_);  // nobody flushed it
    }
  }

 private:
  std::filesystem::path mark_ = folder() / "journal.mark";
  test::memory_vfs vfs_{"chepiao_sim"};
};

static_assert(static_cast<int>(lose_power::loss::any_subset) ==
              static_cast<int>(test::memory_vfs::loss::any_subset));

}  // namespace

void keep_marks_in(std::filesystem::path const& path) {
  folder() = path;
}

std::unique_ptr<disk> make_disk(medium m) {
  if (m == medium::sqlite) {
    return std::make_unique<disk_of_sqlite>();
  }
  return std::make_unique<disk_of_rows>();
}

}  // namespace chepiao::sim
