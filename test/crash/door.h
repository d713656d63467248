#pragma once

// The door between a program and the files of one folder: the C library's file functions, defined
// anew. Calls on other files pass. For files of the folder the program that links (or preloads)
// door.c says what happens. Whoever preloads it is stopped at nothing: all else is the kernel's.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum door_call {
  DOOR_OPEN,
  DOOR_READ,
  DOOR_WRITE,
  DOOR_SYNC,
  DOOR_TRUNCATE,
  DOOR_RENAME,
  DOOR_UNLINK,
  DOOR_MKDIR,
  DOOR_LOCK,
  DOOR_CALLS
};

struct door_event {
  enum door_call call;
  int fd;             // -1 for calls on names, and before DOOR_OPEN
  uint64_t handle;    // which opening of the file; 0 for calls on names
  char const* path;   // of the file (as it was opened), or the name
  char const* to;     // DOOR_RENAME: the new name
  int flags;          // DOOR_OPEN: O_ flags
  int created;        // DOOR_OPEN: the file was not there
  void const* bytes;  // DOOR_WRITE
  size_t size;        // DOOR_WRITE, DOOR_READ; door_before may make it smaller: a short transfer
  int64_t offset;     // DOOR_WRITE, DOOR_READ; DOOR_TRUNCATE: the new length
};

// Watch the files below this folder (absolute, without symbolic links); null: none. Handles that
// are open stay watched.
void door_watch(char const* folder);

// Defined by whoever uses the door; called one at a time. Before the call happens: 0, or the errno
// with which it fails instead.
int door_before(struct door_event*);
// After it happened; `result` is what the kernel said, negative when it failed.
void door_after(struct door_event const*, long result);

#ifdef __cplusplus
}
#endif
