#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/sqlite.h"
#include "journal/chain.h"
#include "journal/file_system.h"
#include "journal/sqlite_log.h"
#include "pipeline/recovery.h"
#include "test/crash/disk_model.h"
#include "test/crash/run.h"
#include "test/support/temporary_folder.h"

// Every byte of a small data folder damaged, every file cut at every length: the same state, or a
// refusal that says where.

namespace chepiao::crash {
namespace {

constexpr auto kShortScript = std::size_t{40};
constexpr auto kLongScript = std::size_t{300};
constexpr auto kLongStep = std::size_t{13};   // of the long sale, one byte in so many
constexpr auto kThinner = std::uint64_t{16};  // there are many, and they are alike
constexpr auto kPatterns = std::array{std::byte{0x01}, std::byte{0xFF}};

// A data folder, and what is in it.
struct specimen {
  std::string name;
  disk_model::files files;
  std::vector<journal::row> rows;
  digest256 root{};
};

struct verdict {
  std::optional<std::uint64_t> row;  // named
  std::string refusal;               // empty: accepted
  digest256 root{};
  std::vector<journal::row> rows;
};

verdict judge(auto const& look) {
  auto out = verdict{};
  try {
    look(out);
  } catch (journal::corrupt_journal const& e) {
    out.row = e.seq();
    out.refusal = e.what();
  } catch (std::exception const& e) {
    out.refusal = e.what();
  }
  return out;
}

// As `chepiao serve` starts.
verdict start_on(script const& s, std::filesystem::path const& folder) {
  return judge([&](verdict& out) {
    auto log = journal::sqlite_log{folder};
    auto files = system_io{};
    auto const rules = s.world->rules();
    out.root = recover(rules, log, snapshot_folder{files, (folder / "snapshots").string()})
                   .state->state_root();
  });
}

// As `chepiao verify` reads.
verdict verify(std::filesystem::path const& folder) {
  return judge([&](verdict& out) {
    auto log = journal::sqlite_log{folder};
    log.check_file();
    log.read_after(0, [&](journal::row const& r) { out.rows.push_back(r); });
  });
}

bool same_rows(std::vector<journal::row> const& a, std::vector<journal::row> const& b) {
  return std::ranges::equal(a, b, [](auto const& x, auto const& y) {
    return x.hash == y.hash && journal::hash_of(x) == journal::hash_of(y);
  });
}

specimen specimen_of(std::string name,
                     script const& s,
                     disk_model const& disk,
                     std::filesystem::path const& folder) {
  auto out = specimen{.name = std::move(name), .files = disk.seen(), .rows = {}, .root = {}};
  put(out.files, folder);
  out.root = start_on(s, folder).root;
  auto found = verify(folder);
  demand(found.refusal.empty() && !found.rows.empty(), "the specimen is not whole");
  out.rows = std::move(found.rows);
  return out;
}

// Two folders of one short sale: as a clean end leaves it, and as kill -9 does, with rows in the
// WAL.
std::vector<specimen> specimens(script const& s, std::filesystem::path const& folder) {
  auto const p = perform(s, folder);
  auto last_told = std::uint64_t{0};
  for (auto const& [n, what] : p.end.heard) {
    last_told = std::max(last_told, what.ops);
  }
  auto disk = disk_model{};
  auto chance = test::seeded_rng{1};
  auto out = std::vector<specimen>{};
  for (auto i = std::uint64_t{0}; i < p.ops.size(); ++i) {
    if (i == last_told) {
      auto killed = disk.clone();
      killed.crash(loss::nothing, chance);
      out.push_back(specimen_of("killed", s, killed, folder));
    }
    disk.play(p.ops[i]);
  }
  out.push_back(specimen_of("ended", s, disk, folder));
  out.push_back(out.back());
  out.back().name = "bare";
  std::erase_if(out.back().files, [](auto const& f) { return f.first.starts_with("snapshots/"); });
  return out;
}

// The row whose payload or hash holds this byte of the database; nothing when it is none's.
std::optional<std::uint64_t> row_at(specimen const& of,
                                    std::vector<std::byte> const& file,
                                    std::size_t byte) {
  for (auto const& r : of.rows) {
    if (r.payload.size() < 32) {
      continue;
    }
    auto const found = std::ranges::search(file, r.payload);
    if (!found.empty() && file.begin() + static_cast<std::ptrdiff_t>(byte) >= found.begin() &&
        file.begin() + static_cast<std::ptrdiff_t>(byte) < found.end()) {
      return r.seq;
    }
  }
  return std::nullopt;
}

class spoiling {
 public:
  spoiling(script const& s, specimen const& of, std::filesystem::path folder)
      : script_{s}, of_{of}, folder_{std::move(folder)} {}

  std::string flip(std::string const& name, std::size_t byte, std::byte pattern) {
    auto files = of_.files;
    files[name][byte] ^= pattern;
    auto const expected =
        name == "journal.db" ? row_at(of_, of_.files.at(name), byte) : std::nullopt;
    return look(files, name + ", a byte flipped", expected);
  }
  std::string cut(std::string const& name, std::size_t length) {
    auto files = of_.files;
    files[name].resize(length);
    return look(files, name + " cut", std::nullopt);
  }

 private:
  std::string look(disk_model::files const& files,
                   std::string const& what,
                   std::optional<std::uint64_t> row) {
    put(files, folder_);
    auto const started = start_on(script_, folder_);
    demand(started.refusal.empty() || started.row, "refused without a place: " + started.refusal);
    demand(!started.refusal.empty() || started.root == of_.root, "started with another state");
    put(files, folder_);
    auto const verified = verify(folder_);
    demand(!verified.refusal.empty() || same_rows(verified.rows, of_.rows), "verified other rows");
    // Where a row's content was hit, that row is named.
    demand(!row || (verified.row && *verified.row == *row),
           fmt::format("row {} was hit: {}", row.value_or(0), verified.refusal));
    return fmt::format("{} ({}): start {}, verify {}", what, of_.name, short_of(started),
                       short_of(verified));
  }
  static std::string short_of(verdict const& v) {
    return v.refusal.empty() ? "accepts, all there"
           : !v.row          ? "refuses: " + v.refusal.substr(0, 40)
           : *v.row == 0     ? "refuses the head"
                             : "refuses at its row";
  }

  script const& script_;
  specimen const& of_;
  std::filesystem::path folder_;
};

}  // namespace

tally damage(settings const& how) {
  auto const s = write_script(kShortScript);
  auto const longer = write_script(kLongScript);
  auto const root = test::temporary_folder{};
  auto all = specimens(s, root.path() / "data");
  all.push_back(specimens(longer, root.path() / "data").at(1));
  all.back().name = "long";
  for (auto const& one : all) {
    fmt::print("  specimen \"{}\": {} rows", one.name, one.rows.size());
    for (auto const& [name, bytes] : one.files) {
      fmt::print(", {} {}", name, bytes.size());
    }
    fmt::print("\n");
  }
  auto thinner = how;
  thinner.every *= how.every == 1 ? 1 : kThinner;
  return play_apart(thinner, [&](share mine, auto const& play) {
    auto const place = test::temporary_folder{};
    for (auto const& one : all) {
      auto const is_long = &one == &all.back();
      auto who = spoiling{is_long ? longer : s, one, place.path() / "data"};
      for (auto const& [name, bytes] : one.files) {
        for (auto i = std::size_t{0}; i < bytes.size(); i += is_long ? kLongStep : 1) {
          for (auto const pattern : kPatterns) {
            if (mine.has_next()) {
              play({fmt::format("{}: {} byte {} ^ {}", one.name, name, i,
                                std::to_integer<int>(pattern)),
                    [&] { return who.flip(name, i, pattern); }});
            }
          }
          if (mine.has_next()) {
            play({fmt::format("{}: {} cut to {}", one.name, name, i),
                  [&] { return who.cut(name, i); }});
          }
        }
      }
    }
  });
}

}  // namespace chepiao::crash
