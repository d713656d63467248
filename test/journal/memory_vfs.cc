#include "memory_vfs.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace chepiao::test {

struct memory_vfs::handle {
  sqlite3_file base;
  memory_vfs* disk;
  std::shared_ptr<file>* content;

  static handle& of(sqlite3_file* f) { return *reinterpret_cast<handle*>(f); }
};

memory_vfs& memory_vfs::of(sqlite3_vfs* vfs) {
  return *static_cast<memory_vfs*>(vfs->pAppData);
}

int memory_vfs::next_call() {
  ++calls_;
  auto const hit =
      fail_at_ != 0 && (lasting_ == lasting::once ? calls_ == fail_at_ : calls_ >= fail_at_);
  failed_ = failed_ || hit;
  return hit ? code_ : SQLITE_OK;
}

void memory_vfs::play(std::vector<std::byte>& bytes, unflushed const& change, std::size_t size) {
  if (change.truncate_to) {
    bytes.resize(*change.truncate_to);
    return;
  }
  bytes.resize(std::max(bytes.size(), change.offset + size));
  std::copy_n(change.bytes.begin(), size,
              bytes.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

sqlite3_io_methods const& memory_vfs::methods() {
  static auto const table = [] {
    auto m = sqlite3_io_methods{};
    m.iVersion = 1;
    m.xClose = [](sqlite3_file* f) {
      delete handle::of(f).content;
      return SQLITE_OK;
    };
    m.xRead = [](sqlite3_file* f, void* out, int size, sqlite3_int64 offset) {
      auto const& bytes = (*handle::of(f).content)->seen;
      auto const from = std::min(bytes.size(), static_cast<std::size_t>(offset));
      auto const n = std::min(bytes.size() - from, static_cast<std::size_t>(size));
      std::memset(out, 0, static_cast<std::size_t>(size));
      if (n > 0) {
        std::memcpy(out, bytes.data() + from, n);
      }
      return n == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    };
    m.xWrite = [](sqlite3_file* f, void const* in, int size, sqlite3_int64 offset) {
      auto& h = handle::of(f);
      auto const code = h.disk->next_call();
      auto const* const data = static_cast<std::byte const*>(in);
      // A write that fails has written half of its bytes.
      auto const n = static_cast<std::size_t>(code == SQLITE_OK ? size : size / 2);
      auto change =
          unflushed{.offset = static_cast<std::size_t>(offset), .bytes = {data, data + n}};
      play((*h.content)->seen, change, n);
      (*h.content)->pending.push_back(std::move(change));
      return code == SQLITE_OK ? SQLITE_OK
                               : (code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE);
    };
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
      auto& h = handle::of(f);
      if (h.disk->next_call() != SQLITE_OK) {
        return SQLITE_IOERR_TRUNCATE;
      }
      auto change = unflushed{.truncate_to = static_cast<std::size_t>(size)};
      play((*h.content)->seen, change, 0);
      (*h.content)->pending.push_back(std::move(change));
      return SQLITE_OK;
    };
    m.xSync = [](sqlite3_file* f, int) {
      auto& h = handle::of(f);
      auto& content = **h.content;
      if (h.disk->next_call() != SQLITE_OK) {
        // As Linux does: the pages are marked clean and never written, but can still be read.
        content.pending.clear();
        return SQLITE_IOERR_FSYNC;
      }
      for (auto const& change : content.pending) {
        play(content.flushed, change, change.bytes.size());
      }
      content.pending.clear();
      return SQLITE_OK;
    };
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      *size = static_cast<sqlite3_int64>((*handle::of(f).content)->seen.size());
      return SQLITE_OK;
    };
    m.xLock = [](sqlite3_file*, int) { return SQLITE_OK; };
    m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
    m.xCheckReservedLock = [](sqlite3_file*, int* out) {
      *out = 0;
      return SQLITE_OK;
    };
    m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
    m.xSectorSize = [](sqlite3_file*) { return 4096; };
    m.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; };
    return m;
  }();
  return table;
}

memory_vfs::memory_vfs(std::string name) : name_{std::move(name)} {
  auto* const real = sqlite3_vfs_find(nullptr);
  vfs_ = *real;
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(handle);
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.pNext = nullptr;
  vfs_.xOpen = [](sqlite3_vfs* vfs, char const* path, sqlite3_file* f, int flags, int* out) {
    auto& disk = of(vfs);
    auto& content = disk.files_[path == nullptr ? "" : path];
    if (!content) {
      content = std::make_shared<file>();
    }
    auto* const h = new (f) handle{};
    h->base.pMethods = &methods();
    h->disk = &disk;
    h->content = new std::shared_ptr<file>{content};
    if (out != nullptr) {
      *out = flags;
    }
    return SQLITE_OK;
  };
  vfs_.xDelete = [](sqlite3_vfs* vfs, char const* path, int) {
    return of(vfs).files_.erase(path) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
  };
  vfs_.xAccess = [](sqlite3_vfs* vfs, char const* path, int, int* out) {
    *out = of(vfs).files_.contains(path) ? 1 : 0;
    return SQLITE_OK;
  };
  sqlite3_vfs_register(&vfs_, 0);
}

memory_vfs::~memory_vfs() {
  sqlite3_vfs_unregister(&vfs_);
}

void memory_vfs::fail_at(std::uint64_t n, int code, lasting how_long) {
  calls_ = 0;
  fail_at_ = n;
  code_ = code;
  lasting_ = how_long;
  failed_ = false;
}

void memory_vfs::heal() {
  fail_at_ = 0;
}

void memory_vfs::lose_power(loss how, rng& chance) {
  for (auto& [path, content] : files_) {
    auto const torn_at = content->pending.empty() ? 0 : chance.next_u64() % content->pending.size();
    for (auto i = std::size_t{0}; i < content->pending.size(); ++i) {
      auto const& change = content->pending[i];
      auto const whole = how == loss::none || (how == loss::torn_prefix && i < torn_at) ||
                         (how == loss::any_subset && chance.next_u64() % 2 == 0);
      auto const torn = how == loss::torn_prefix && i == torn_at && !change.truncate_to;
      if (whole) {
        play(content->flushed, change, change.bytes.size());
      } else if (torn) {
        auto const sectors = change.bytes.size() / 512;
        play(content->flushed, change,
             sectors == 0 ? 0 : 512 * (chance.next_u64() % (sectors + 1)));
      }
    }
    content->pending.clear();
    content->seen = content->flushed;
  }
}

std::vector<std::byte>* memory_vfs::find(std::string const& path) {
  auto const found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second->seen;
}

}  // namespace chepiao::test
