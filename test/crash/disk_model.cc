#include "test/crash/disk_model.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace chepiao::crash {
namespace {

constexpr auto kSector = std::size_t{512};
constexpr auto kHalfPage = std::size_t{4096};

std::string folder_of(std::string const& path) {
  return std::filesystem::path{path}.parent_path().string();
}

}  // namespace

std::string_view name_of(loss how) {
  constexpr auto kNames = std::array<std::string_view, kLosses>{
      "killed", "killed within a write", "power lost", "power lost, tail torn",
      "power lost, writes reordered"};
  return kNames.at(std::to_underlying(how));
}

disk_model disk_model::clone() const {
  auto copies = std::map<inode const*, std::shared_ptr<inode>>{};
  auto const copy_of = [&](std::shared_ptr<inode> const& file) {
    if (!file) {
      return file;
    }
    auto& copy = copies[file.get()];
    if (!copy) {
      copy = std::make_shared<inode>(*file);
    }
    return copy;
  };
  auto out = disk_model{};
  for (auto const& [name, file] : seen_) {
    out.seen_[name] = copy_of(file);
  }
  for (auto const& [name, file] : flushed_) {
    out.flushed_[name] = copy_of(file);
  }
  for (auto const& n : pending_) {
    out.pending_.push_back({.name = n.name, .now = copy_of(n.now), .moved_from = n.moved_from});
  }
  for (auto const& [handle, file] : handles_) {
    out.handles_[handle] = copy_of(file);
  }
  if (last_write_) {
    out.last_write_ = {copy_of(last_write_->first), last_write_->second};
  }
  return out;
}

void disk_model::apply(std::vector<std::byte>& bytes, change const& c, std::size_t size) {
  if (c.truncate_to) {
    bytes.resize(*c.truncate_to);
    return;
  }
  bytes.resize(std::max(bytes.size(), c.offset + size));
  std::copy_n(c.bytes.begin(), size, bytes.begin() + static_cast<std::ptrdiff_t>(c.offset));
}

void disk_model::apply(names& where, naming const& n) const {
  if (!n.moved_from.empty()) {
    where.erase(n.moved_from);
  }
  if (n.now) {
    where[n.name] = n.now;
  } else {
    where.erase(n.name);
  }
}

void disk_model::write(inode& file, change c) {
  apply(file.seen, c, c.bytes.size());
  file.pending.push_back(std::move(c));
}

void disk_model::name(naming n) {
  apply(seen_, n);
  pending_.push_back(std::move(n));
}

void disk_model::play(op const& o) {
  last_write_.reset();
  switch (o.call) {
    case DOOR_OPEN: {
      if (auto const found = seen_.find(o.path); found != seen_.end()) {
        handles_[o.handle] = found->second;
        if ((o.flags & O_TRUNC) != 0 && !found->second->seen.empty()) {
          write(*found->second, {.offset = 0, .bytes = {}, .truncate_to = 0});
        }
      } else if ((o.flags & O_CREAT) != 0) {
        auto made = std::make_shared<inode>();
        handles_[o.handle] = made;
        name({.name = o.path, .now = made, .moved_from = {}});
      }
      return;
    }
    case DOOR_WRITE: {
      auto const& file = handles_.at(o.handle);
      auto c = change{.offset = o.offset, .bytes = o.bytes, .truncate_to = {}};
      last_write_ = {file, c};
      write(*file, std::move(c));
      return;
    }
    case DOOR_TRUNCATE:
      write(*handles_.at(o.handle), {.offset = 0, .bytes = {}, .truncate_to = o.offset});
      return;
    case DOOR_SYNC: {
      if (auto const found = handles_.find(o.handle); found != handles_.end()) {
        if (!o.failed) {
          for (auto const& c : found->second->pending) {
            apply(found->second->flushed, c, c.bytes.size());
          }
        }
        found->second->pending.clear();
        return;
      }
      if (o.failed) {
        return;
      }
      auto const mine = [&](naming const& n) { return folder_of(n.name) == o.path; };
      for (auto const& n : pending_) {
        if (mine(n)) {
          apply(flushed_, n);
        }
      }
      std::erase_if(pending_, mine);
      return;
    }
    case DOOR_RENAME: {
      auto const file = seen_.at(o.path);
      name({.name = o.to, .now = file, .moved_from = o.path});
      return;
    }
    case DOOR_UNLINK:
      name({.name = o.path, .now = nullptr, .moved_from = {}});
      return;
    default:
      return;
  }
}

void disk_model::keep_some_pieces(inode& file, change const& c, test::seeded_rng& chance) const {
  if (c.truncate_to) {
    if (chance.below(2) == 0) {
      apply(file.flushed, c, 0);
    }
    return;
  }
  // Half of the writes as a whole or not at all, the others by sectors.
  auto const whole = chance.below(2) == 0;
  auto const keep = chance.below(2) == 0;
  for (auto from = std::size_t{0}; from < c.bytes.size();) {
    auto const next = (c.offset + from) / kSector * kSector + kSector;
    auto const to = std::min<std::size_t>(next - c.offset, c.bytes.size());
    if (whole ? keep : chance.below(2) == 0) {
      auto const* const first = c.bytes.data();
      apply(file.flushed,
            {.offset = c.offset + from, .bytes = {first + from, first + to}, .truncate_to = {}},
            to - from);
    }
    from = to;
  }
}

void disk_model::keep_tail(inode& file, test::seeded_rng& chance) const {
  if (file.pending.empty()) {
    return;
  }
  auto const torn = chance.below(file.pending.size());
  for (auto i = std::size_t{0}; i < torn; ++i) {
    apply(file.flushed, file.pending[i], file.pending[i].bytes.size());
  }
  if (auto const& last = file.pending[torn]; !last.truncate_to) {
    auto const sectors = last.bytes.size() / kSector;
    apply(file.flushed, last, kSector * chance.below(sectors + 1));
  }
}

// Names reach the disk in the order in which they were given, as far as they do.
void disk_model::crash_names(loss how, test::seeded_rng& chance) {
  auto const kept = how == loss::all ? std::size_t{0} : chance.below(pending_.size() + 1);
  for (auto i = std::size_t{0}; i < kept; ++i) {
    apply(flushed_, pending_[i]);
  }
  pending_.clear();
  seen_ = flushed_;
}

bool disk_model::can_be_halved() const {
  return last_write_ && last_write_->second.bytes.size() > kHalfPage;
}

void disk_model::crash(loss how, test::seeded_rng& chance) {
  handles_.clear();
  if (how == loss::nothing) {
    return;
  }
  if (how == loss::half_a_call) {
    if (can_be_halved()) {
      auto& [file, c] = *last_write_;
      file->pending.pop_back();
      file->seen = file->flushed;
      for (auto const& p : file->pending) {
        apply(file->seen, p, p.bytes.size());
      }
      c.bytes.resize(kHalfPage);
      write(*file, c);
    }
    return;
  }
  auto all = std::set<std::shared_ptr<inode>>{};
  for (auto const& [name, file] : seen_) {
    all.insert(file);
  }
  for (auto const& [name, file] : flushed_) {
    all.insert(file);
  }
  for (auto const& n : pending_) {
    if (n.now) {
      all.insert(n.now);
    }
  }
  for (auto const& file : all) {
    if (how == loss::tail) {
      keep_tail(*file, chance);
    } else if (how == loss::some) {
      for (auto const& c : file->pending) {
        keep_some_pieces(*file, c, chance);
      }
    }
    file->pending.clear();
    file->seen = file->flushed;
  }
  crash_names(how, chance);
}

disk_model::files disk_model::seen() const {
  auto out = files{};
  for (auto const& [name, file] : seen_) {
    out[name] = file->seen;
  }
  return out;
}

void put(disk_model::files const& what, std::filesystem::path const& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (auto const& [name, bytes] : what) {
    auto const path = folder / name;
    std::filesystem::create_directories(path.parent_path());
    auto const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    auto const done = ::write(fd, bytes.data(), bytes.size());
    ::close(fd);
    if (done != static_cast<ssize_t>(bytes.size())) {
      throw std::runtime_error{"cannot write " + path.string()};
    }
  }
}

}  // namespace chepiao::crash
