#define _GNU_SOURCE

// Preloaded into a program, it spoils its files below FORGET_FOLDER:
//   FORGET_AT=n      the n-th call that changes or flushes a file (from 1) is the one
//   FORGET_HOW=      before, after   the process is killed before or after that call
//                    power           it is killed, and nothing that was not flushed has been written
//                    prefix          it is killed, and of that only the first half has been written
//                    eio, enospc     that call fails, and all later ones
//                    short           it transfers half of its bytes
//   FORGET_ONLY=s    counts only files whose path contains this
//   FORGET_WHILE=f   in place of FORGET_AT: all calls, as long as this file exists
//   FORGET_COUNTER=f a file of 8 bytes that tells how many calls there were
// What was not flushed is known by file, not by name: a name that was given is kept.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "test/crash/door.h"

enum how { HOW_NOTHING, HOW_BEFORE, HOW_AFTER, HOW_POWER, HOW_PREFIX, HOW_EIO, HOW_ENOSPC, HOW_SHORT };
enum { kFilesMax = 512 };

// Bytes as they were before a write or truncation that is not flushed.
struct undo {
  struct undo* older;
  off_t size;  // of the file
  off_t offset;
  size_t length;
  unsigned char bytes[];
};
struct file {
  dev_t device;
  ino_t number;
  int fd;  // of our own; never closed: that would end the program's locks on the file
  struct undo* newest;
};

static enum how what;
static uint64_t at;
static char const* only;
static char const* while_there;
static uint64_t uncounted;
static uint64_t* calls = &uncounted;
static struct file files[kFilesMax];
static size_t files_known;

static enum how how_named(char const* name) {
  static char const* const names[] = {"nothing", "before", "after", "power",
                                      "prefix",  "eio",    "enospc", "short"};
  for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; ++i) {
    if (strcmp(name, names[i]) == 0) {
      return (enum how)i;
    }
  }
  return HOW_NOTHING;
}

__attribute__((constructor)) static void begin(void) {
  char const* const folder = getenv("FORGET_FOLDER");
  if (folder == NULL) {
    return;
  }
  what = how_named(getenv("FORGET_HOW"));
  at = getenv("FORGET_AT") == NULL ? 0 : strtoull(getenv("FORGET_AT"), NULL, 10);
  only = getenv("FORGET_ONLY");
  while_there = getenv("FORGET_WHILE");
  char const* const counter = getenv("FORGET_COUNTER");
  if (counter != NULL) {
    int const fd = (int)syscall(SYS_openat, AT_FDCWD, counter, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && syscall(SYS_ftruncate, fd, sizeof *calls) == 0) {
      void* const shared = mmap(NULL, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      calls = shared == MAP_FAILED ? &uncounted : shared;
    }
  }
  door_watch(folder);
}

static struct file* file_of(int fd) {
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    return NULL;
  }
  for (size_t i = 0; i < files_known; ++i) {
    if (files[i].device == info.st_dev && files[i].number == info.st_ino) {
      return &files[i];
    }
  }
  char own[64];
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  int const opened = (int)syscall(SYS_openat, AT_FDCWD, own, O_RDWR | O_CLOEXEC);
  if (files_known == kFilesMax || opened < 0) {
    return NULL;
  }
  files[files_known] = (struct file){.device = info.st_dev, .number = info.st_ino, .fd = opened};
  return &files[files_known++];
}

static void remember(struct door_event const* e) {
  struct file* const f = file_of(e->fd);
  struct stat info;
  if (f == NULL || fstat(f->fd, &info) != 0) {
    return;
  }
  off_t const end = e->call == DOOR_WRITE ? e->offset + (off_t)e->size : info.st_size;
  off_t const known = end < info.st_size ? end : info.st_size;
  size_t const length = known > e->offset ? (size_t)(known - e->offset) : 0;
  struct undo* const u = malloc(sizeof *u + length);
  if (u == NULL) {
    abort();
  }
  *u = (struct undo){.older = f->newest, .size = info.st_size, .offset = e->offset, .length = length};
  if (syscall(SYS_pread64, f->fd, u->bytes, length, e->offset) != (long)length) {
    abort();
  }
  f->newest = u;
}

static void flushed(int fd) {
  struct file* const f = file_of(fd);
  while (f != NULL && f->newest != NULL) {
    struct undo* const u = f->newest;
    f->newest = u->older;
    free(u);
  }
}

static size_t depth_of(struct file const* f) {
  size_t n = 0;
  for (struct undo const* u = f->newest; u != NULL; u = u->older) {
    ++n;
  }
  return n;
}

static void forget(struct file* f, size_t kept) {
  for (size_t left = depth_of(f); left > kept; --left) {
    struct undo* const u = f->newest;
    if (syscall(SYS_pwrite64, f->fd, u->bytes, u->length, u->offset) != (long)u->length ||
        syscall(SYS_ftruncate, f->fd, u->size) != 0) {
      abort();
    }
    f->newest = u->older;
  }
}

static void die(void) {
  for (size_t i = 0; i < files_known; ++i) {
    if (what == HOW_POWER || what == HOW_PREFIX) {
      forget(&files[i], what == HOW_POWER ? 0 : depth_of(&files[i]) / 2);
    }
  }
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) {
    pause();
  }
}

static int counts(struct door_event const* e) {
  int const changes = e->call == DOOR_WRITE || e->call == DOOR_SYNC || e->call == DOOR_TRUNCATE ||
                      e->call == DOOR_RENAME || e->call == DOOR_UNLINK ||
                      (e->call == DOOR_OPEN && e->created);
  return changes && (only == NULL || strstr(e->path, only) != NULL);
}

static int is_on(uint64_t n) {
  if (while_there != NULL) {
    return syscall(SYS_faccessat, AT_FDCWD, while_there, F_OK) == 0;
  }
  int const lasts = what == HOW_EIO || what == HOW_ENOSPC;
  return at != 0 && (lasts ? n >= at : n == at);
}

int door_before(struct door_event* e) {
  int result = 0;
  if (counts(e)) {
    uint64_t const n = __atomic_add_fetch(calls, 1, __ATOMIC_RELAXED);
    if (is_on(n)) {
      switch (what) {
        case HOW_BEFORE:
        case HOW_POWER:
        case HOW_PREFIX:
          die();
          break;
        case HOW_EIO:
          result = EIO;
          break;
        case HOW_ENOSPC:
          result = e->call == DOOR_WRITE || e->call == DOOR_OPEN ? ENOSPC : 0;
          break;
        case HOW_SHORT:
          e->size = e->call == DOOR_WRITE && e->size > 1 ? e->size / 2 : e->size;
          break;
        default:
          break;
      }
    }
  }
  if (result == 0 && (e->call == DOOR_WRITE || e->call == DOOR_TRUNCATE) &&
      (what == HOW_POWER || what == HOW_PREFIX)) {
    remember(e);
  }
  return result;
}

void door_after(struct door_event const* e, long result) {
  if (e->call == DOOR_SYNC && result == 0) {
    flushed(e->fd);
  }
  if (what == HOW_AFTER && counts(e) && is_on(__atomic_load_n(calls, __ATOMIC_RELAXED))) {
    die();
  }
}
