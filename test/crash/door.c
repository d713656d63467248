#define _GNU_SOURCE
#undef _FORTIFY_SOURCE

#include "door.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kHandlesMax = 8192, kPathMax = 4096 };

struct handle {
  char* path;
  uint64_t id;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char watched[kPathMax];
static size_t watched_size;
static struct handle handles[kHandlesMax];
static uint64_t last_handle;

void door_watch(char const* folder) {
  pthread_mutex_lock(&mutex);
  watched_size = 0;
  if (folder != NULL && strlen(folder) < sizeof watched) {
    strcpy(watched, folder);
    watched_size = strlen(folder);
  }
  pthread_mutex_unlock(&mutex);
}

static int is_watched(char const* path) {
  return watched_size > 0 && path != NULL && strncmp(path, watched, watched_size) == 0 &&
         (path[watched_size] == '/' || path[watched_size] == '\0');
}

static struct handle* handle_of(int fd) {
  return fd >= 0 && fd < kHandlesMax && handles[fd].path != NULL ? &handles[fd] : NULL;
}

static int refused(struct door_event* e) {
  int const code = door_before(e);
  if (code != 0) {
    errno = code;
  }
  return code;
}

static int exists(char const* path) {
  int const kept = errno;
  int const found = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
  errno = kept;
  return found;
}

static int open_watched(char const* path, int flags, mode_t mode) {
  pthread_mutex_lock(&mutex);
  struct door_event e = {.call = DOOR_OPEN,
                         .fd = -1,
                         .path = path,
                         .flags = flags,
                         .created = (flags & O_CREAT) != 0 && !exists(path)};
  int fd = -1;
  if (!refused(&e)) {
    fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd >= 0 && fd < kHandlesMax) {
      free(handles[fd].path);
      handles[fd].path = strdup(path);
      handles[fd].id = ++last_handle;
      e.handle = last_handle;
      e.fd = fd;
    }
    int const kept = errno;
    door_after(&e, fd);
    errno = kept;
  }
  pthread_mutex_unlock(&mutex);
  return fd;
}

static int open_any(int folder, char const* path, int flags, mode_t mode) {
  if ((folder == AT_FDCWD || path[0] == '/') && is_watched(path)) {
    return open_watched(path, flags, mode);
  }
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define MODE_OF(flags, mode)                          \
  mode_t mode = 0;                                    \
  if (((flags) & (O_CREAT | O_TMPFILE)) != 0) {       \
    va_list rest;                                     \
    va_start(rest, flags);                            \
    mode = va_arg(rest, mode_t);                      \
    va_end(rest);                                     \
  }

int open(char const* path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(AT_FDCWD, path, flags, mode);
}
int open64(char const* path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(AT_FDCWD, path, flags, mode);
}
int openat(int folder, char const* path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(folder, path, flags, mode);
}
int openat64(int folder, char const* path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(folder, path, flags, mode);
}

int close(int fd) {
  pthread_mutex_lock(&mutex);
  if (handle_of(fd) != NULL) {
    free(handles[fd].path);
    handles[fd].path = NULL;
  }
  int const result = (int)syscall(SYS_close, fd);
  pthread_mutex_unlock(&mutex);
  return result;
}

int closedir(DIR* folder) {
  static int (*real)(DIR*) = NULL;
  if (real == NULL) {
    real = (int (*)(DIR*))dlsym(RTLD_NEXT, "closedir");
  }
  pthread_mutex_lock(&mutex);
  int const fd = dirfd(folder);
  if (handle_of(fd) != NULL) {
    free(handles[fd].path);
    handles[fd].path = NULL;
  }
  pthread_mutex_unlock(&mutex);
  return real(folder);
}

// `offset` negative: where the file stands.
static ssize_t transfer(enum door_call call, int fd, void* bytes, size_t size, off_t offset) {
  long const number = call == DOOR_READ ? (offset < 0 ? SYS_read : SYS_pread64)
                                        : (offset < 0 ? SYS_write : SYS_pwrite64);
  pthread_mutex_lock(&mutex);
  struct handle const* const h = handle_of(fd);
  if (h == NULL) {
    pthread_mutex_unlock(&mutex);
    return offset < 0 ? syscall(number, fd, bytes, size) : syscall(number, fd, bytes, size, offset);
  }
  struct door_event e = {.call = call,
                         .fd = fd,
                         .handle = h->id,
                         .path = h->path,
                         .bytes = bytes,
                         .size = size,
                         .offset = offset < 0 ? syscall(SYS_lseek, fd, 0L, SEEK_CUR) : offset};
  ssize_t done = -1;
  if (!refused(&e)) {
    done = offset < 0 ? syscall(number, fd, bytes, e.size)
                      : syscall(number, fd, bytes, e.size, offset);
    int const kept = errno;
    door_after(&e, done);
    errno = kept;
  }
  pthread_mutex_unlock(&mutex);
  return done;
}

ssize_t read(int fd, void* bytes, size_t size) {
  return transfer(DOOR_READ, fd, bytes, size, -1);
}
ssize_t pread(int fd, void* bytes, size_t size, off_t offset) {
  return transfer(DOOR_READ, fd, bytes, size, offset);
}
ssize_t pread64(int fd, void* bytes, size_t size, off64_t offset) {
  return transfer(DOOR_READ, fd, bytes, size, offset);
}
ssize_t write(int fd, void const* bytes, size_t size) {
  return transfer(DOOR_WRITE, fd, (void*)bytes, size, -1);
}
ssize_t pwrite(int fd, void const* bytes, size_t size, off_t offset) {
  return transfer(DOOR_WRITE, fd, (void*)bytes, size, offset);
}
ssize_t pwrite64(int fd, void const* bytes, size_t size, off64_t offset) {
  return transfer(DOOR_WRITE, fd, (void*)bytes, size, offset);
}

static int by_handle(enum door_call call, int fd, long number, long argument) {
  pthread_mutex_lock(&mutex);
  struct handle const* const h = handle_of(fd);
  if (h == NULL) {
    pthread_mutex_unlock(&mutex);
    return (int)syscall(number, fd, argument);
  }
  struct door_event e = {
      .call = call, .fd = fd, .handle = h->id, .path = h->path, .offset = argument};
  int result = -1;
  if (!refused(&e)) {
    result = (int)syscall(number, fd, argument);
    int const kept = errno;
    door_after(&e, result);
    errno = kept;
  }
  pthread_mutex_unlock(&mutex);
  return result;
}

int fsync(int fd) {
  return by_handle(DOOR_SYNC, fd, SYS_fsync, 0);
}
int fdatasync(int fd) {
  return by_handle(DOOR_SYNC, fd, SYS_fdatasync, 0);
}
int ftruncate(int fd, off_t length) {
  return by_handle(DOOR_TRUNCATE, fd, SYS_ftruncate, length);
}
int ftruncate64(int fd, off64_t length) {
  return by_handle(DOOR_TRUNCATE, fd, SYS_ftruncate, length);
}
int flock(int fd, int operation) {
  return by_handle(DOOR_LOCK, fd, SYS_flock, operation);
}

static int fcntl_any(int fd, int command, void* argument) {
  pthread_mutex_lock(&mutex);
  struct handle const* const h = handle_of(fd);
  if (h == NULL || (command != F_SETLK && command != F_SETLKW)) {
    pthread_mutex_unlock(&mutex);
    return (int)syscall(SYS_fcntl, fd, command, argument);
  }
  struct door_event e = {.call = DOOR_LOCK, .fd = fd, .handle = h->id, .path = h->path};
  int result = -1;
  if (!refused(&e)) {
    result = (int)syscall(SYS_fcntl, fd, command, argument);
    int const kept = errno;
    door_after(&e, result);
    errno = kept;
  }
  pthread_mutex_unlock(&mutex);
  return result;
}

int fcntl(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* const argument = va_arg(rest, void*);
  va_end(rest);
  return fcntl_any(fd, command, argument);
}
int fcntl64(int fd, int command, ...) {
  va_list rest;
  va_start(rest, command);
  void* const argument = va_arg(rest, void*);
  va_end(rest);
  return fcntl_any(fd, command, argument);
}

static int by_name(enum door_call call, char const* path, char const* to, mode_t mode) {
  pthread_mutex_lock(&mutex);
  struct door_event e = {.call = call, .fd = -1, .path = path, .to = to};
  int result = -1;
  if ((!is_watched(path) && !is_watched(to)) || !refused(&e)) {
    switch (call) {
      case DOOR_RENAME:
        result = (int)syscall(SYS_renameat, AT_FDCWD, path, AT_FDCWD, to);
        break;
      case DOOR_UNLINK:
        result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
        break;
      default:
        result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
        break;
    }
    int const kept = errno;
    if (is_watched(path) || is_watched(to)) {
      door_after(&e, result);
    }
    errno = kept;
  }
  pthread_mutex_unlock(&mutex);
  return result;
}

int rename(char const* from, char const* to) {
  return by_name(DOOR_RENAME, from, to, 0);
}
int unlink(char const* path) {
  return by_name(DOOR_UNLINK, path, NULL, 0);
}
int mkdir(char const* path, mode_t mode) {
  return by_name(DOOR_MKDIR, path, NULL, mode);
}
